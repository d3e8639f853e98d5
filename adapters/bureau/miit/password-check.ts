/** Whether a filing password is right, as MIIT's interface tells it (isp_verifybamm, V3.0 §1.9). */
import { AskPersonError, RetryableError } from '../../delivery-faults.ts';
import type { Bureau } from '../bureau.ts';
import type { MiitAccount } from './account.ts';
import { readAnswer } from './answers.ts';
import { filingPasswordHash, prove } from './authentication.ts';
import { createMiitCalls, type MiitCalls } from './calls.ts';
import { readXml, textOf, XmlError } from './xml.ts';

type Asking = Pick<MiitAccount, 'ispId' | 'userName' | 'password' | 'passwordCheck' | 'baseUrl' | 'timeoutMs'>;

/** Passwords were checked too often. */
const TOO_OFTEN = 22;

/**
 * Throws a RetryableError while the bureau does not answer, and AskPersonError when it refuses the account. No message holds the
 * password.
 */
export function createPasswordCheck(
  account: Asking,
  calls: MiitCalls = createMiitCalls({ baseUrl: account.baseUrl, timeoutMs: account.timeoutMs }),
): NonNullable<Bureau['checkFilingPassword']> {
  return async ({ number, password }) => {
    const bamm = account.passwordCheck === 'MD5' ? filingPasswordHash(password) : password;
    return verdictIn(
      await calls.call('isp_verifybamm', { ispId: account.ispId, ...prove(account), baxh: number, bamm }),
    );
  };
}

function verdictIn(xml: string): 'RIGHT' | 'WRONG' | 'TOO_OFTEN' {
  try {
    const { class: what, code } = readAnswer(xml);
    if (code === TOO_OFTEN) return 'TOO_OFTEN';
    if (what === 'PERSON' || what === 'OUR_FAULT')
      throw new AskPersonError(`MIIT's server refuses checks of passwords with code ${code}: check the account.`);
    if (what !== 'DONE') throw new RetryableError(`MIIT's server checks no password now (code ${code})`);
    const said = textOf(readXml(xml).element, 'VerifyRes')?.trim();
    if (said !== '0' && said !== '1') throw new XmlError('the answer does not say whether it is right');
    return said === '0' ? 'RIGHT' : 'WRONG';
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new RetryableError("MIIT's server answered the check of a password in an unknown form", { cause: error });
  }
}
