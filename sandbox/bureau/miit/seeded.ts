/** Records that the register knows by numbers only, because somebody else filed them, get a place in MIIT's book. */
import type { DomainRecord, RecordRegister } from '../../registers/record-register.ts';
import { provinceOfNumber } from '../icp-numbers.ts';
import { areaOf } from './code-tables.ts';
import type { BookedEntity, BookedWebsite } from './record-book.ts';
import type { MiitStore } from './store.ts';
import { CARRIERS } from './code-tables.ts';
import type { BureauAccount } from './accounts.ts';

/** Whoever serves a website that is not served here. */
const ANOTHER_PROVIDER = CARRIERS[0]?.id ?? '';
const ORGANISATION = '4';
const LICENCE = '1';
const SOME_DAY = '2020-01-01';

/** The entity of this number with its websites; undefined when it is not on record. */
export function bookedEntity(
  { book }: MiitStore,
  register: RecordRegister,
  { province, ispId }: BureauAccount,
  number: string,
): BookedEntity | undefined {
  const filed = register.entityOf(number);
  const entity = book.entityNumbered(number) ?? (filed === undefined ? undefined : seededEntity());
  if (entity === undefined) return undefined;
  for (const site of register.domainsOf(entity.certificate.number)) {
    if (site.number === undefined || book.websiteNumbered(site.number) !== undefined) continue;
    book.putWebsite(seededWebsite(entity, site.number, site));
  }
  return entity;

  function seededEntity(): BookedEntity {
    const seeded: BookedEntity = {
      id: book.nextId(),
      number,
      name: `备案主体${number.replaceAll(/\D/g, '')}`,
      nature: ORGANISATION,
      place: { Shengid: [areaOf(provinceOfNumber(number) ?? province)] },
      certificate: { type: LICENCE, number: filed?.certificateNumber ?? '', address: '不详' },
      head: { Fzr_xm: ['不详'] },
      firstReportedOn: SOME_DAY,
      changedOn: SOME_DAY,
    };
    book.putEntity(seeded);
    return seeded;
  }

  function seededWebsite(
    { id }: BookedEntity,
    website: string,
    { domain, here, elsewhere = !here }: DomainRecord,
  ): BookedWebsite {
    return {
      id: book.nextId(),
      entity: id,
      number: website,
      name: domain,
      languages: { Yylb_id: ['1'] },
      domains: [{ id: book.nextId(), domain }],
      accesses: [...(here ? [ispId] : []), ...(elsewhere ? [ANOTHER_PROVIDER] : [])].map((provider) => ({
        id: book.nextId(),
        provider,
        places: { Fbdd: ['34'] },
        methods: { Jrfs: ['4'] },
        addresses: [{ id: book.nextId(), from: '3405803777', to: '3405803777' }],
      })),
      head: { Fzr_xm: ['不详'] },
    };
  }
}
