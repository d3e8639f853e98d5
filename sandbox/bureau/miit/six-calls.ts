/** The six calls of the interface, as a bureau answers them (V3.0 §1). */
import type { RecordRegister } from '../../registers/record-register.ts';
import type { BureauAccount } from './accounts.ts';
import { answer, fileInfos, missingNumbers } from './answers.ts';
import type { ServerConditions } from './conditions.ts';
import type { Files, WaitingFile } from './files.ts';
import { damaged, EnvelopeRefused, open, passwordHash, provenBy, seal, zipped } from './sealing.ts';
import type { UploadLog } from './upload-log.ts';

export interface SixCallsDeps {
  files: Files;
  uploads: UploadLog;
  conditions: ServerConditions;
  register: RecordRegister;
  /** Takes a document that was uploaded; `xml` is undefined where its bytes are no GBK. */
  takeIn: (account: BureauAccount, dataSequence: number, xml: string | undefined) => void;
  /** The file with all code tables, which a provider finds when it asks for the first time. */
  firstFile: (account: BureauAccount) => void;
  /** Filing passwords by record number, and how often they were checked. */
  passwords: { of: (number: string) => string | undefined; check: (number: string) => number };
}

/** What a call brings along; a parameter that is missing is empty. */
export type Parameters = Readonly<Record<string, string>>;
type Call = (account: BureauAccount, given: Parameters) => string;

export function createSixCalls(deps: SixCallsDeps): Readonly<Record<string, Call>> {
  return {
    isp_upload: (account, given) => upload(deps, account, given),
    isp_download: (account) => download(deps, account),
    isp_downloadack: (account, given) => acknowledge(deps, account, given['filename'] ?? ''),
    isp_querypreviousupload: (account) => previousUpload(deps, account),
    isp_querybeianstatus: (_account, given) => status(deps, given),
    isp_verifybamm: (account, given) => verify(deps, account, given),
  };
}

/** Why a caller is not let in; undefined when he is. */
export function refusal(account: BureauAccount, given: Parameters): string | undefined {
  const { ispid = '', username = '', randval = '', pwdhash = '', hashalgorithm = '' } = given;
  if (username !== account.userName) return answer(4);
  if (randval.length < 20) return answer(16);
  if (hashalgorithm !== '0') return answer(10);
  if (pwdhash !== provenBy(account.password, randval)) return answer(5);
  if (ispid.slice(0, 2) !== account.ispId.slice(0, 2)) return answer(13);
  if (ispid !== account.ispId) return answer(12);
  return undefined;
}

function upload(
  { uploads, conditions, files, takeIn }: SixCallsDeps,
  account: BureauAccount,
  given: Parameters,
): string {
  const { province } = account;
  const { maintenance, mayReport, hours, mostWaiting } = conditions.of(province);
  if (maintenance) return answer(901);
  if (!mayReport) return answer(19);
  if (hours !== null && !isWithin(hours)) return answer(20, {}, `请在 ${hours.from}-${hours.to} 上报数据`);
  if (mostWaiting !== null && files.waiting(province).length >= mostWaiting) return answer(15);
  try {
    const {
      beianinfo = '',
      beianinfohash = '',
      encryptalgorithm = '',
      hashalgorithm = '',
      compressionformat = '',
    } = given;
    const opened = open(
      {
        beianInfo: beianinfo,
        beianInfoHash: beianinfohash,
        encryptAlgorithm: encryptalgorithm,
        hashAlgorithm: hashalgorithm,
        compressionFormat: compressionformat,
      },
      account,
    );
    const number = Number(given['datasequence']);
    const last = uploads.last(province);
    // What a bureau does with a number that it has taken before is not known; this one refuses it and takes nothing twice.
    if (!Number.isInteger(number) || number <= last) {
      uploads.noteRepeated(province);
      return answer(999, {}, `数据序列号 ${given['datasequence']} 已上报`);
    }
    if (number > last + 1) {
      const missing = Array.from({ length: Math.min(number - last - 1, 100) }, (_one, index) => last + 1 + index);
      return answer(14, missingNumbers(missing));
    }
    uploads.take({ province, number, hash: opened.hash }, opened.zip);
    takeIn(account, number, opened.xml);
    return answer(0);
  } catch (error) {
    if (!(error instanceof EnvelopeRefused)) throw error;
    return error.answer;
  }
}

function isWithin({ from, to }: { from: string; to: string }): boolean {
  const now = new Date(Date.now() + BEIJING_MS).toISOString().slice(11, 16);
  return from <= to ? now >= from && now < to : now >= from || now < to;
}
/** Bureaus keep China's time, eight hours ahead of UTC. */
const BEIJING_MS = 8 * 3_600_000;

function download({ files, conditions, firstFile }: SixCallsDeps, account: BureauAccount): string {
  const { maintenance } = conditions.of(account.province);
  if (maintenance) return answer(902);
  firstFile(account);
  const [file, next] = files.waiting(account.province);
  if (file === undefined) return answer(files.of(account.province).length > 0 ? 1 : 2);
  return handedOut({ files, conditions }, account, file, next === undefined ? 0 : 3);
}

/** Hands a file out, damaged where that was asked for. */
export function handedOut(
  { files, conditions }: Pick<SixCallsDeps, 'files' | 'conditions'>,
  account: BureauAccount,
  file: WaitingFile,
  code: 0 | 3,
): string {
  file.handedOut += 1;
  files.keep(file);
  const keys = conditions.of(account.province).encrypts ? account : undefined;
  const sealed = file.damage === undefined ? seal(zipped(file.name, file.xml), keys) : damaged(file, keys);
  return answer(code, fileInfos(sealed, file.name));
}

function acknowledge({ files, conditions }: SixCallsDeps, { province }: BureauAccount, name: string): string {
  if (conditions.of(province).maintenance) return answer(902);
  const file = files.find(name);
  if (file?.province !== province) return answer(21);
  file.acknowledged = true;
  files.keep(file);
  return answer(0);
}

function previousUpload({ uploads, conditions }: SixCallsDeps, account: BureauAccount): string {
  const { province } = account;
  const { maintenance, encrypts } = conditions.of(province);
  if (maintenance) return answer(902);
  const zip = uploads.lastZip(province);
  const nothing = {
    beianInfo: '',
    beianInfoHash: '',
    encryptAlgorithm: '0',
    hashAlgorithm: '0',
    compressionFormat: '0',
  };
  const sealed = zip === undefined ? nothing : seal(Buffer.from(zip, 'base64'), encrypts ? account : undefined);
  return answer(0, fileInfos(sealed, zip === undefined ? '' : 'beianinfo.xml', uploads.last(province)));
}

const DOMAIN = '0';

function status({ register }: SixCallsDeps, { queryconditiontype = '', querycondition = '' }: Parameters): string {
  const asked = { Cxtjlx: queryconditiontype, Cxtj: querycondition };
  if (!/^\d{1,2}$/.test(queryconditiontype) || querycondition.length < 4) return answer(999, {}, '查询条件错误');
  if (queryconditiontype === DOMAIN) {
    const site = register.domain(querycondition);
    const entity = site === undefined ? undefined : register.entity(site.owner);
    const found = { Wzmc: site === undefined ? undefined : querycondition, Ztbah: entity?.number, Wzbah: site?.number };
    return answer(0, { StatusInfo: { ...asked, ...found, Bazt: site === undefined ? '1' : '0' } });
  }
  const entity = register.entity(querycondition);
  const filed = entity?.filed === true;
  return answer(0, { StatusInfo: { ...asked, Ztbah: filed ? entity.number : undefined, Bazt: filed ? '0' : '1' } });
}

function verify({ passwords, conditions }: SixCallsDeps, { province }: BureauAccount, given: Parameters): string {
  const { baxh = '', bamm = '' } = given;
  if (passwords.check(baxh) > conditions.of(province).mostPasswordChecks) return answer(22);
  const known = passwords.of(baxh);
  // Whether the password is to be sent in clear or as its hash is not known: both are right here.
  const right = known !== undefined && [known, passwordHash(known)].includes(bamm.trim());
  return answer(0, { VerifyRes: right ? '0' : '1' });
}
