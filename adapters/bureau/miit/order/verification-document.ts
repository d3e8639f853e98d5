/** The answer to a verification task (HSJG, V3.0 §2.7): it repeats what the task said. */
import type { VerificationToSend } from '../../../../domain/bureau/verification-answer.ts';
import { present } from '../../../../domain/present.ts';
import type { FilingRecord, RecordedHead, RecordedWebsite } from '../downloads/filing-record.ts';
import { readDownload } from '../downloads/read-download.ts';
import type { Head } from '../documents/parts.ts';
import type { Sender } from '../documents/upload-document.ts';
import { DocumentError } from '../documents/values.ts';
import { verificationResult, type VerificationResult } from '../documents/verification-result.ts';
import { unzipped } from '../envelope.ts';

/** Throws `DocumentError` for what the task lacks and the answer must have. */
export function verificationDocument(sender: Sender, { file, index, passed, ...said }: VerificationToSend): string {
  const fact = readDownload(unzipped(file)).facts[index];
  if (fact?.fact !== 'TASK') throw new DocumentError('HSRW', 'the file asks nothing in this place');
  const { verifiedBy, verifiedOn, opinion, faults } = said;
  return verificationResult(sender, {
    result: passed ? 'PASSED' : 'REFUSED',
    verifiedBy,
    verifiedOn,
    opinion,
    ...(faults === undefined ? {} : { faults }),
    ...partsOf(fact.record),
  });
}

function partsOf({ entity, websites }: FilingRecord): Pick<VerificationResult, 'entity' | 'websites'> {
  const { id, name, certificate } = entity;
  return {
    entity: {
      id,
      name,
      certificate,
      nature: entity.nature ?? 0, // the answer must have it: the document says so
      place: { ...entity.place, city: entity.place.city ?? '' },
      head: headOf(entity.head),
      ...present({ investor: entity.investor, remark: entity.remark }),
    },
    websites: websites.map((website) => websiteOf(website, entity.onBehalf)),
  };
}

const headOf = ({ mobile = '', email = '', ...head }: RecordedHead): Head => ({ ...head, mobile, email });

/** Scans of prior approvals are not in a task, so that a website with one is answered in the bureau's console. */
function websiteOf(website: RecordedWebsite, onBehalf: boolean): VerificationResult['websites'][number] {
  const { id, name, contents, languages } = website;
  return {
    id,
    name,
    contents,
    languages: languages.length === 0 ? [SIMPLIFIED_CHINESE] : languages, // the answer has no place for it
    preApprovals: website.preApprovals.map(({ kind, number }) => ({ kind, number, scans: [] })),
    domains: website.domains.map((one) => ({ own: NO_ID, province: one.id, domain: one.domain })),
    accesses: website.accesses.map(({ id: access, places, methods, addresses }) => ({
      id: access,
      places,
      methods,
      addresses: addresses.map((one) => ({ own: NO_ID, province: one.id, from: one.from, to: one.to })),
      reported: onBehalf ? 'ON_BEHALF' : 'BY_OWNER',
    })),
    head: headOf(website.head),
    ...present({ homeUrl: website.homeUrl, remark: website.remark }),
  };
}

const SIMPLIFIED_CHINESE = 1;
/** Of what this provider did not create; the answer names things by MIIT's ids. */
const NO_ID = '1';
