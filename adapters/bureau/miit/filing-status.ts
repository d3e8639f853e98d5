/** Whether something is filed, as MIIT's interface tells it (isp_querybeianstatus, V3.0 §1.9). */
import { present } from '../../../domain/present.ts';
import { AskPersonError, RetryableError } from '../../delivery-faults.ts';
import type { MiitAccount } from './account.ts';
import { readAnswer, type Answer } from './answers.ts';
import { prove } from './authentication.ts';
import { createMiitCalls, type MiitCalls } from './calls.ts';
import { childrenOf, readXml, textOf, XmlError } from './xml.ts';

/** What a domain or a certificate stands for on record. */
export interface FilingStatus {
  filed: boolean;
  entityNumber?: string;
  websiteNumber?: string;
}

/** By a domain. */
const DOMAIN = 0;

/** By certificates of which the interface knows the kind by the name alone. Organisation codes need the kind of entity as well. */
const CONDITIONS: Readonly<Record<string, number>> = {
  BUSINESS_LICENCE: 1,
  RESIDENT_ID: 2,
  INSTITUTION_LEGAL_PERSON: 4,
  MILITARY_CODE: 5,
  SOCIAL_ORG_CERTIFICATE: 6,
  PASSPORT: 7,
  TAIWAN_TRAVEL_PERMIT: 11,
};

export interface FilingStatusQueries {
  ofDomain(domain: string): Promise<FilingStatus>;
  /** Undefined for a certificate that V3.0 has no condition for. */
  ofCertificate(type: string, number: string): Promise<FilingStatus | undefined>;
}

type Asking = Pick<MiitAccount, 'ispId' | 'userName' | 'password' | 'baseUrl' | 'timeoutMs'>;

/** Both throw a RetryableError while the bureau does not answer, and AskPersonError when it refuses the account. */
export function createFilingStatusQueries(
  account: Asking,
  calls: MiitCalls = createMiitCalls({ baseUrl: account.baseUrl, timeoutMs: account.timeoutMs }),
): FilingStatusQueries {
  const ask = async (queryConditionType: number, queryCondition: string): Promise<FilingStatus> => {
    const asked = { ispId: account.ispId, ...prove(account), queryConditionType, queryCondition };
    return statusIn(await calls.call('isp_querybeianstatus', asked));
  };
  return {
    ofDomain: (domain) => ask(DOMAIN, domain),
    async ofCertificate(type, number) {
      const condition = CONDITIONS[type];
      return condition === undefined ? undefined : ask(condition, number);
    },
  };
}

function statusIn(xml: string): FilingStatus {
  try {
    const answer = readAnswer(xml);
    if (answer.class !== 'DONE') throw refused(answer);
    const [info] = childrenOf(readXml(xml).element, 'StatusInfo');
    const state = textOf(info, 'Bazt')?.trim();
    if (state !== '0' && state !== '1') throw new XmlError('the answer does not say whether it is filed');
    return {
      filed: state === '0',
      ...present({ entityNumber: textOf(info, 'Ztbah')?.trim(), websiteNumber: textOf(info, 'Wzbah')?.trim() }),
    };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new RetryableError("MIIT's server answered a look-up in an unknown form", { cause: error });
  }
}

function refused({ class: what, code }: Answer): Error {
  return what === 'PERSON' || what === 'OUR_FAULT'
    ? new AskPersonError(`MIIT's server refuses look-ups with code ${code}: check the account at the bureau.`)
    : new RetryableError(`MIIT's server does not answer look-ups now (code ${code})`);
}
