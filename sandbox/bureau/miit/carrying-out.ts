/** How an approved request changes MIIT's book, and the file that tells providers of it (BASJ or ZXSJ). */
import type { RecordNumbers } from '../../registers/record-keeping.ts';
import type { BookedAccess, BookedEntity, BookedWebsite, RecordBook } from './record-book.ts';
import { recordOf } from './record-documents.ts';
import type { BureauRequest } from './requests.ts';
import { all, at, type Content, type Element, text, texts } from './tree.ts';

interface Approved {
  book: RecordBook;
  request: BureauRequest;
  /** The provider whose request it is. */
  ispId: string;
  /** The numbers that the register gave. */
  numbers: RecordNumbers;
  /** The civil date of the change. */
  on: string;
}

/** Changes the book, and returns the file. */
export function carryOut(approved: Approved): Content {
  const { book, request } = approved;
  switch (request.message) {
    case 'XZBA':
      return recordFile(book, firstFiling(approved), approved.on);
    case 'XZWZ':
      return recordFile(book, newWebsites(approved), approved.on);
    case 'XZJR':
      return recordFile(book, newAccess(approved), approved.on);
    case 'BGBA':
      return recordFile(book, changed(approved), approved.on);
    case 'ZXBA':
      return { ICP: { ZXSJ: { Zxxx: removed(approved) } } };
    case 'HSJG':
    case 'WBACLJG':
    case 'XZHYD':
    default:
      throw new Error(`${request.message} changes no record`);
  }
}

export const recordFile = (book: RecordBook, entity: BookedEntity, decidedOn: string): Content => ({
  ICP: { BASJ: { Baxx: recordOf(entity, book.websitesOf(entity.id), decidedOn) } },
});

function firstFiling(approved: Approved): BookedEntity {
  const { book, request, numbers, on } = approved;
  const entity = entityFrom(at(request.content, 'Zt_xx') ?? {}, {
    id: book.nextId(),
    number: numbers.entityNumber,
    firstReportedOn: on,
    changedOn: on,
  });
  book.putEntity(entity);
  addWebsites(approved, entity);
  return entity;
}

function newWebsites(approved: Approved): BookedEntity {
  const { book, request } = approved;
  const id = text(request.content, 'Zt_xx', 'Ztid');
  const entity = book.entity(id) ?? book.entityNumbered(text(request.content, 'Zt_xx', 'Ztbah') ?? '');
  if (entity === undefined) throw new Error('the entity was checked before');
  addWebsites(approved, entity);
  return entity;
}

function addWebsites({ book, request, ispId, numbers }: Approved, entity: BookedEntity): void {
  for (const website of all(request.content, 'Wz_xx')) {
    const domains = all(website, 'Ym_xx').map((one) => ({
      id: book.nextId(),
      ...own(one, 'IspYmid'),
      domain: text(one, 'Ym') ?? '',
    }));
    const number = numbers.websites.find(({ domain }) => domains.some((one) => one.domain === domain))?.number ?? '';
    book.putWebsite({
      id: book.nextId(),
      entity: entity.id,
      ...own(website, 'IspWzid'),
      number,
      ...contentOf(website),
      domains,
      accesses: all(website, 'Jr_xx').map((access) => accessFrom(book, access, ispId)),
    });
  }
}

function newAccess({ book, request, ispId }: Approved): BookedEntity {
  const { content } = request;
  const number = text(content, 'Wz_xx', 'Wzbah');
  const website = book.website(text(content, 'Wz_xx', 'Wzid')) ?? book.websiteNumbered(number ?? '');
  const entity = book.entity(website?.entity);
  if (website === undefined || entity === undefined) throw new Error('the website was checked before');
  book.putWebsite({ ...website, accesses: [...website.accesses, accessFrom(book, content, ispId)] });
  return entity;
}

function changed({ book, request, on }: Approved): BookedEntity {
  const { content } = request;
  const before = book.entity(text(content, 'Zt_xx', 'Ztid'));
  if (before === undefined) throw new Error('the entity was checked before');
  const { id, number, firstReportedOn } = before;
  const entity = entityFrom(at(content, 'Zt_xx') ?? {}, { id, number, firstReportedOn, changedOn: on }, before.own);
  book.putEntity(entity);
  for (const website of all(content, 'Wz_xx')) {
    const known = book.website(text(website, 'Wzid'));
    if (known !== undefined) book.putWebsite(changedWebsite(book, known, website));
  }
  return entity;
}

function changedWebsite(book: RecordBook, known: BookedWebsite, website: Element): BookedWebsite {
  const domains = all(website, 'Ym_xx').map((one) => ({
    id: text(one, 'Ymid') ?? book.nextId(),
    ...own(one, 'IspYmid'),
    domain: text(one, 'Ym') ?? '',
  }));
  const named = all(website, 'Jr_xx');
  const accesses = known.accesses.map((access) => {
    const given = named.find((one) => text(one, 'Jrid') === access.id);
    return given === undefined ? access : { ...access, ...placesOf(given), addresses: addressesOf(book, given) };
  });
  const { own: ownId, id, entity, number } = known;
  return {
    id,
    entity,
    number,
    ...(ownId === undefined ? {} : { own: ownId }),
    ...contentOf(website),
    domains,
    accesses,
  };
}

function removed({ book, request }: Approved): Content {
  const kind = text(request.content, 'Zxlb') ?? '';
  const id = text(request.content, 'Jlid') ?? '';
  if (kind === '0') book.removeEntity(id);
  else if (kind === '1') book.removeWebsite(id);
  else removeAccess(book, id);
  return { Zxlb: kind, Jlid: id };
}

export function removeAccess(book: RecordBook, id: string): void {
  const website = book.withAccess(id);
  if (website === undefined) return;
  book.putWebsite({ ...website, accesses: website.accesses.filter((access) => access.id !== id) });
}

const own = (element: Element, name: string): { own?: string } => {
  const id = text(element, name);
  return id === undefined ? {} : { own: id };
};

function entityFrom(
  element: Element,
  known: Pick<BookedEntity, 'id' | 'number' | 'firstReportedOn' | 'changedOn'>,
  ownId = text(element, 'IspZtid'),
): BookedEntity {
  const nature = text(element, 'Dwxz');
  const investor = text(element, 'Tzr');
  return {
    ...known,
    ...(ownId === undefined ? {} : { own: ownId }),
    name: text(element, 'Dwmc') ?? '',
    ...(nature === undefined ? {} : { nature }),
    ...(investor === undefined ? {} : { investor }),
    place: at(element, 'Txdz') ?? {},
    certificate: {
      type: text(element, 'Zj', 'Zjlx') ?? '',
      number: text(element, 'Zj', 'Zjhm') ?? '',
      address: text(element, 'Zj', 'Zjzs') ?? '',
    },
    head: at(element, 'Fzr') ?? {},
  };
}

type WebsiteContent = Pick<
  BookedWebsite,
  'name' | 'preApprovals' | 'contents' | 'languages' | 'head' | 'homeUrl' | 'remark'
>;

function contentOf(website: Element): WebsiteContent {
  const preApprovals = at(website, 'Nrlx');
  const contents = at(website, 'Fwnr');
  const homeUrl = text(website, 'Syurl');
  const remark = text(website, 'Wz_Bz');
  return {
    name: text(website, 'Wzmc') ?? '',
    languages: at(website, 'Yylb') ?? {},
    head: at(website, 'Wz_Fzr') ?? {},
    ...(preApprovals === undefined ? {} : { preApprovals }),
    ...(contents === undefined ? {} : { contents }),
    ...(homeUrl === undefined ? {} : { homeUrl }),
    ...(remark === undefined ? {} : { remark }),
  };
}

const accessFrom = (book: RecordBook, access: Element, ispId: string): BookedAccess => ({
  id: book.nextId(),
  ...own(access, 'IspJrid'),
  provider: ispId,
  ...placesOf(access),
  addresses: addressesOf(book, access),
});

const placesOf = (access: Element): Pick<BookedAccess, 'places' | 'methods'> => ({
  places: at(access, 'Wzfb') ?? {},
  methods: at(access, 'Wzjrfs') ?? {},
});

const addressesOf = (book: RecordBook, access: Element): BookedAccess['addresses'] =>
  all(access, 'Ip_xx').map((one) => ({
    id: text(one, 'Ipid') ?? book.nextId(),
    ...own(one, 'IspIpid'),
    from: texts(one, 'Qsip')[0] ?? '0',
    to: texts(one, 'Zzip')[0] ?? '0',
  }));
