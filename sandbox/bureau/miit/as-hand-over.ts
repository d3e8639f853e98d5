/** A request in the words of the sandbox's other ways in, so that the same record, SMS centre and decisions serve all of them. */
import type { ReceivedHandOver } from '../gateway-messages.ts';
import type { RecordRegister } from '../../registers/record-register.ts';
import type { BureauAccount } from './accounts.ts';
import { provinceOf } from './code-tables.ts';
import type { BookedEntity, BookedWebsite } from './record-book.ts';
import type { BureauRequest } from './requests.ts';
import type { MiitStore } from './store.ts';
import { all, at, type Element, text, texts } from './tree.ts';

type Form = ReceivedHandOver['form'];
type Person = Form['people'][string];

export function handOverOf(
  request: BureauRequest,
  { store, account }: { store: MiitStore; register: RecordRegister; account: BureauAccount },
): ReceivedHandOver {
  const meant = meantBy(request, store);
  const { content } = request;
  const people = peopleIn(content, meant);
  const certificateNumber = text(content, 'Zt_xx', 'Zj', 'Zjhm') ?? meant.entity?.certificate.number;
  const area = text(content, 'Zt_xx', 'Txdz', 'Shengid') ?? text(meant.entity?.place, 'Shengid');
  return {
    orderId: request.id,
    handOver: 1,
    type: typeOf(request),
    form: {
      entity: {
        ...(certificateNumber === undefined ? {} : { certificateNumber }),
        province: provinceOf(area) ?? account.province,
      },
      people,
      websites: Object.fromEntries(websitesIn(request, meant).map((domain, index) => [`W${index + 1}`, { domain }])),
    },
    provider: { ispId: account.ispId },
    ...changesOf(request, meant),
    documents: [],
    personsToVerify: request.message === 'ZXBA' ? [] : Object.keys(people),
    /** Answers go into files of this account. */
    bureauRequest: request.id,
  };
}

/** The records that a request names. */
interface Meant {
  entity: BookedEntity | undefined;
  websites: BookedWebsite[];
}

function meantBy({ message, content }: BureauRequest, { book }: MiitStore): Meant {
  const of = (entity: BookedEntity | undefined, websites?: BookedWebsite[]): Meant => ({
    entity,
    websites: websites ?? (entity === undefined ? [] : book.websitesOf(entity.id)),
  });
  const ofWebsite = (website: BookedWebsite | undefined): Meant =>
    of(book.entity(website?.entity), website === undefined ? [] : [website]);
  const id = text(content, 'Jlid');
  switch (message) {
    case 'XZBA':
      return of(undefined);
    case 'XZJR':
      return ofWebsite(
        book.website(text(content, 'Wz_xx', 'Wzid')) ?? book.websiteNumbered(text(content, 'Wz_xx', 'Wzbah') ?? ''),
      );
    case 'ZXBA':
      if (text(content, 'Zxlb') === '0') return of(book.entity(id));
      return ofWebsite(text(content, 'Zxlb') === '1' ? book.website(id) : book.withAccess(id ?? ''));
    case 'XZWZ':
    case 'BGBA':
    case 'HSJG':
    case 'WBACLJG':
    case 'XZHYD':
    default:
      return of(
        book.entity(text(content, 'Zt_xx', 'Ztid')) ?? book.entityNumbered(text(content, 'Zt_xx', 'Ztbah') ?? ''),
      );
  }
}

const TYPES: Readonly<Record<string, string>> = { 0: 'DEREG_ENTITY', 1: 'DEREG_SITE', 2: 'CANCEL_ACCESS' };

function typeOf({ message, content }: BureauRequest): string {
  switch (message) {
    case 'XZBA':
      return 'FIRST';
    case 'XZWZ':
      return 'NEW_SITE_HERE';
    case 'XZJR':
      return 'TRANSFER_NEW';
    case 'BGBA':
      return 'CHANGE_ENTITY';
    case 'ZXBA':
    case 'HSJG':
    case 'WBACLJG':
    case 'XZHYD':
    default:
      return TYPES[text(content, 'Zxlb') ?? ''] ?? 'CANCEL_ACCESS';
  }
}

/** The first domain of each website; the register gives a website one number. */
function websitesIn({ message, content }: BureauRequest, { websites }: Meant): string[] {
  if (message === 'XZJR' || message === 'ZXBA')
    return websites.flatMap(({ domains }) => domains.slice(0, 1)).map(({ domain }) => domain);
  return all(content, 'Wz_xx').flatMap((website) =>
    all(website, 'Ym_xx')
      .slice(0, 1)
      .flatMap((one) => texts(one, 'Ym')),
  );
}

function changesOf({ message, content }: BureauRequest, { entity }: Meant): Pick<ReceivedHandOver, 'changes'> {
  if (message !== 'BGBA' || entity === undefined) return {};
  const numbers = all(content, 'Wz_xx').map((website, index) => [`W${index + 1}`, text(website, 'Baxh') ?? '']);
  return { changes: { entityNumber: entity.number, websiteNumbers: Object.fromEntries(numbers), fields: [] } };
}

/** Whoever gets MIIT's SMS: the heads that the request names, or those on record. */
function peopleIn(content: Element, { entity, websites }: Meant): Record<string, Person> {
  const heads: [string, Element | undefined][] = [
    ['E', at(content, 'Zt_xx', 'Fzr') ?? entity?.head],
    ...(all(content, 'Wz_xx').some((one) => at(one, 'Wz_Fzr') !== undefined)
      ? all(content, 'Wz_xx').map((one, index): [string, Element | undefined] => [`W${index + 1}`, at(one, 'Wz_Fzr')])
      : websites.map(({ head }, index): [string, Element | undefined] => [`W${index + 1}`, head])),
  ];
  return Object.fromEntries(
    heads.flatMap(([name, head]) => personOf(name, head, text(content, 'Zt_xx', 'Zj', 'Zjhm'))),
  );
}

function personOf(name: string, head: Element | undefined, certificate: string | undefined): [string, Person][] {
  const mobile = text(head, 'Fzr_sjhm');
  const documentNumber = text(head, 'Fzr_zjhm') ?? certificate;
  if (mobile === undefined) return [];
  return [[name, { mobile, ...(documentNumber === undefined ? {} : { documentNumber }) }]];
}
