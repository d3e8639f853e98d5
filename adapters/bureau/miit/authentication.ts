/** How a provider proves itself to MIIT's interface: every call carries a random text and a hash of it with the password. */
import { createHash, randomInt } from 'node:crypto';
import { toGbk } from './gbk.ts';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The interface refuses shorter texts (code 16). */
const RANDOM_LENGTH = 20;

/** MD5, the only hash that the interface knows. */
export const HASH_ALGORITHM = 0;

export interface Credentials {
  userName: string;
  password: string;
}

/** What a call carries to prove who makes it. */
export interface Proof {
  userName: string;
  randVal: string;
  pwdHash: string;
  hashAlgorithm: typeof HASH_ALGORITHM;
}

/** A proof for one call. Each call needs its own. */
export function prove({ userName, password }: Credentials): Proof {
  const randVal = Array.from({ length: RANDOM_LENGTH }, () => CHARACTERS.charAt(randomInt(CHARACTERS.length))).join('');
  return { userName, randVal, pwdHash: passwordHash(password, randVal), hashAlgorithm: HASH_ALGORITHM };
}

/** Base64 of the MD5 of password and random text in GBK. It is the base64 of the sixteen bytes, not of their hex text. */
export const passwordHash = (password: string, randVal: string): string =>
  md5(toGbk(password + randVal)).toString('base64');

/** The filing password (备案密码) as uploads carry it: the MD5 in 32 hex digits. */
export const filingPasswordHash = (password: string): string => md5(toGbk(password)).toString('hex');

/** The MD5 of bytes. MIIT prescribes it; it protects against damage only, not against forgery. */
export const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();
