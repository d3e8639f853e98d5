/** Who is calling, as the claims of a token say. Identity providers put roles in different places; two names say where. */
import type { AccountId } from '../../domain/identifiers.ts';
import { CALLER_ROLES, type CallerRole } from '../../domain/role.ts';
import { subjectSchema } from '../../domain/subject.ts';
import { TokenRefused } from './token-refused.ts';

/** Where a token says what Beian needs to know. */
export interface ClaimNames {
  /** Of the role: an exact name, such as `https://beian.example/role`, or a path, such as `realm_access.roles`. */
  role: string;
  /** Of the customer account, which applicants must have. */
  account: string;
}
export const USUAL_CLAIMS: ClaimNames = { role: 'role', account: 'account' };

/** Whom a token names. */
export interface Identity {
  /** The token's subject, as it came. */
  readonly subject: string;
  readonly role: CallerRole;
  readonly accountId: AccountId | undefined;
  /** When the token ends, in milliseconds. */
  readonly expiresAt: number | undefined;
}

type Claims = Readonly<Record<string, unknown>>;

/** Throws {@link TokenRefused}, which names the claim. */
export function identityIn(claims: Claims, names: ClaimNames): Identity {
  const role = roleIn(claims, names.role);
  const accountId = accountIn(claims, names.account);
  if (role === 'applicant' && accountId === undefined) {
    throw new TokenRefused({ kind: 'MISSING', claim: names.account, expected: 'the account of an applicant' });
  }
  return { subject: subjectIn(claims), role, accountId, expiresAt: expiryIn(claims) };
}

/**
 * The value under an exact name, else under a path of names with dots between them, each of which may hold dots itself
 * (`resource_access.beian.example.cn.roles`). `null` counts as absent.
 */
export function claimNamed(claims: unknown, name: string): unknown {
  if (!isRecord(claims)) return undefined;
  const exact = own(claims, name);
  if (exact !== undefined && exact !== null) return exact;
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const found = claimNamed(own(claims, name.slice(0, dot)), name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (claims: Claims, name: string): unknown => (Object.hasOwn(claims, name) ? claims[name] : undefined);

const isCallerRole = (text: unknown): text is CallerRole => CALLER_ROLES.some((role) => role === text);

/** The one role of Beian's; roles that the provider uses for other things are passed over. */
function roleIn(claims: Claims, claim: string): CallerRole {
  const value = claimNamed(claims, claim);
  const expected = `one of: ${CALLER_ROLES.join(', ')}`;
  if (value === undefined) throw new TokenRefused({ kind: 'MISSING', claim, expected });
  const known = new Set(textsIn(value).filter(isCallerRole));
  const [role, second] = known;
  if (role === undefined) throw new TokenRefused({ kind: 'WRONG', claim, expected });
  if (second === undefined) return role;
  throw new TokenRefused({ kind: 'TWO_ROLES', claim, expected: `one role only, not ${[...known].join(' and ')}` });
}

function accountIn(claims: Claims, claim: string): AccountId | undefined {
  const value = claimNamed(claims, claim);
  if (value === undefined) return undefined;
  const [account, second] = textsIn(value);
  if (account === undefined && Array.isArray(value) && value.length === 0) return undefined;
  const isOne = account !== undefined && second === undefined;
  if (isOne && subjectSchema().safeParse(account).success) return account as AccountId;
  throw new TokenRefused({ kind: 'WRONG', claim, expected: 'one account, in 1 to 255 characters that can be seen' });
}

/** One text, or several; some providers list objects with a name. */
function textsIn(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list
    .map((each) => (isRecord(each) ? own(each, 'name') : each))
    .filter((each): each is string => typeof each === 'string');
}

function subjectIn({ sub }: Claims): string {
  const read = subjectSchema().safeParse(sub);
  if (read.success) return read.data;
  const kind = sub === undefined || sub === null ? 'MISSING' : 'WRONG';
  throw new TokenRefused({ kind, claim: 'sub', expected: '1 to 255 characters that can be seen' });
}

function expiryIn({ exp }: Claims): number | undefined {
  if (exp === undefined) return undefined;
  if (typeof exp === 'number') return exp * 1000;
  throw new TokenRefused({ kind: 'WRONG', claim: 'exp', expected: 'a number of seconds' });
}
