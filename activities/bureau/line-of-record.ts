/** A filing as MIIT has it, in the form of an import: what nobody here has filed is put on record as an import would put it (R-MI-5). */
import type {
  FilingRecord,
  RecordedHead,
  RecordedWebsite,
} from '../../adapters/bureau/miit/downloads/filing-record.ts';
import {
  accessMethodOfCode,
  certificateOfCode,
  kindOfNature,
  personDocumentOfCode,
  sectorOfCode,
  serverPlaceOfCode,
} from '../../domain/bureau-codes/codes-as-words.ts';
import type { DateRange } from '../../domain/policy/date-range.ts';
import { present } from '../../domain/present.ts';
import { NoEffectError } from './download-effects.ts';
import { civilDay } from './effects-on-orders.ts';

/** To be judged like a line of an import. Throws NoEffectError for what Beian has no words or no place for: a person has to look. */
export function lineOfRecord(
  { entity, websites }: FilingRecord,
  { ours, range }: { ours: string | undefined; range: DateRange },
): unknown {
  const kind = kindOfNature(entity.nature);
  const certificateType = kind && certificateOfCode(kind, entity.certificate.type);
  if (kind === undefined || certificateType === undefined)
    throw new NoEffectError('an entity of a kind without a word');
  const { city, county, address } = entity.place;
  return {
    number: entity.number,
    miitId: entity.id,
    issuedOn:
      civilDay(entity.decidedAt, range) ?? civilDay(entity.changedAt, range) ?? civilDay(entity.firstReportedAt, range),
    entity: {
      kind,
      certificateType,
      name: entity.name,
      certificateNumber: entity.certificate.number,
      certificateAddress: entity.certificate.address,
      ...present({
        cityCode: city,
        districtCode: county,
        mailingAddress: address,
        investor: entity.investor,
        remark: entity.remark,
      }),
    },
    head: headOf(entity.head),
    websites: websites.map((website) => websiteOf(website, ours)),
  };
}

function websiteOf(website: RecordedWebsite, ours: string | undefined): unknown {
  const { id, number, name, domains, accesses, head, contents, languages, homeUrl, remark } = website;
  const [domain, another] = domains;
  if (domain === undefined || another !== undefined)
    throw new NoEffectError('a website with another number of domains');
  return {
    number,
    miitId: id,
    domain: domain.domain,
    domainId: domain.id,
    website: {
      name,
      preApprovals: website.preApprovals.map(({ kind, number: approval }) => ({
        sector: sectorOf(kind),
        number: approval,
      })),
      ...present({
        serviceContents: contents.length === 0 ? undefined : [...contents],
        languageCodes: languages.length === 0 ? undefined : [...languages],
        homeUrl,
        remark,
        ...servedFrom(website),
      }),
    },
    head: headOf(head),
    accesses: accesses.map(({ id: miitId, provider }) => ({
      provider: provider === ours ? 'OURS' : { code: provider },
      miitId,
    })),
  };
}

/** How a website is reached and where its server stands, where its accesses say one thing. */
function servedFrom({ accesses }: RecordedWebsite) {
  const [method, otherMethod] = [...new Set(accesses.flatMap(({ methods }) => methods))];
  const [place, otherPlace] = [...new Set(accesses.flatMap(({ places }) => places))];
  return {
    accessMethod: method === undefined || otherMethod !== undefined ? undefined : accessMethodOfCode(method),
    serverPlace: place === undefined || otherPlace !== undefined ? undefined : serverPlaceOfCode(place),
  };
}

function sectorOf(code: number): string {
  const sector = sectorOfCode(code);
  if (sector === undefined) throw new NoEffectError('a prior approval without a word');
  return sector;
}

function headOf({ name, documentType, documentNumber, mobile, officePhone, email }: RecordedHead): unknown {
  const type = documentType === undefined ? undefined : personDocumentOfCode(documentType);
  if (documentType !== undefined && type === undefined) throw new NoEffectError('a document without a word');
  return present({ name, documentType: type, documentNumber, mobile, officePhone, email });
}
