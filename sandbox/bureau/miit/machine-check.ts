/** The machine check of a request (V3.0 §3.11): all faults of a request at once, each with the website and the wrong value. */
import type { RecordRegister } from '../../registers/record-register.ts';
import { fitsObject, isCode, provinceOf } from './code-tables.ts';
import type { RecordBook } from './record-book.ts';
import type { BureauRequest } from './requests.ts';
import { all, at, type Element, text, texts } from './tree.ts';

export interface Fault {
  code: string;
  /** The website that it is about, by name. */
  website?: string;
  /** What is wrong. */
  value?: string;
}

export interface CheckedAgainst {
  register: RecordRegister;
  book: RecordBook;
  /** Whether a website may have these addresses. */
  covers: (from: number, to: number) => boolean;
  /** Whether a domain is on the blacklist. */
  isBlacklisted: (domain: string) => boolean;
  /** Whether a request for the same thing waits already. */
  waits: (request: BureauRequest) => boolean;
  /** The provider's id at this bureau. */
  ispId: string;
  /** Unfiled websites that were told to the provider: still open, or answered. */
  unfiled: (domain: string, address: string) => 'OPEN' | 'HANDLED' | undefined;
  /** Whether a verification task for this entity is open. */
  asked: (entity: string) => boolean;
}

type Found = Fault | false | undefined;

export function faultsOf(request: BureauRequest, against: CheckedAgainst): Fault[] {
  return CHECKS[request.message](request, against).filter((found): found is Fault => typeof found === 'object');
}

type Check = (request: BureauRequest, against: CheckedAgainst) => Found[];

const CHECKS: Readonly<Record<BureauRequest['message'], Check>> = {
  XZBA: ({ content }, against) => {
    const entity = at(content, 'Zt_xx');
    return [
      ...entityFaults(entity, against),
      against.register.entity(text(entity, 'Zj', 'Zjhm') ?? '')?.filed === true && fault('1003'),
      ...all(content, 'Wz_xx').flatMap((website) => newWebsiteFaults(website, isPerson(entity), against)),
      ...attachmentFaults(content),
    ];
  },
  XZWZ: (request, against) => {
    const { content } = request;
    const known = entityMeant(content, against);
    return [
      known === undefined && fault('1058'),
      ...all(content, 'Wz_xx').flatMap((website) => newWebsiteFaults(website, known?.person ?? false, against)),
      ...attachmentFaults(content),
    ];
  },
  XZJR: (request, against) => {
    const { content } = request;
    const number = text(content, 'Wz_xx', 'Wzbah');
    const filed = against.register.all().domains.some((domain) => domain.number === number);
    const website = against.book.website(text(content, 'Wz_xx', 'Wzid')) ?? against.book.websiteNumbered(number ?? '');
    return [
      !filed && website === undefined && fault('1059', number),
      against.waits(request) && fault('1038', number),
      ...accessFaults(content, website?.name, against),
      ...attachmentFaults(content),
    ];
  },
  BGBA: (request, against) => {
    const { content } = request;
    const entity = at(content, 'Zt_xx');
    const known = against.book.entity(text(entity, 'Ztid'));
    return [
      known === undefined && fault('1058'),
      known !== undefined && changesProvince(known.place, entity) && fault('1046'),
      against.waits(request) && fault('1017'),
      ...entityFaults(entity, against),
      ...all(content, 'Wz_xx').flatMap((website) => [
        against.book.website(text(website, 'Wzid'))?.entity !== known?.id && fault('1059', text(website, 'Wzid')),
        ...websiteFaults(website, isPerson(entity), against),
      ]),
      ...attachmentFaults(content),
    ];
  },
  ZXBA: (request, against) => [
    !isCode.removalReason(text(request.content, 'Zxly')) && fault('1026', text(request.content, 'Zxly')),
    ...removalFaults(request, against),
  ],
  HSJG: ({ content }, against) => [
    !against.asked(text(content, 'Baxx', 'Zt_xx', 'Ztid') ?? '') && fault('1058'),
    text(content, 'Bbdw') !== against.ispId && fault('1054'),
  ],
  WBACLJG: ({ content }, against) => {
    const state = against.unfiled(text(content, 'Ym') ?? '', text(content, 'IP') ?? '');
    return [
      state === undefined && fault('5005', text(content, 'Ym')),
      state === 'HANDLED' && fault('5006', text(content, 'Ym')),
      !isCode.unfiledHandling(text(content, 'Cljg')) && fault('5007', text(content, 'Cljg')),
    ];
  },
  XZHYD: ({ content }, against) => [
    against.book.entity(text(content, 'Fjssdx', 'Ssdxbs', 'Jlid')) === undefined &&
      against.book.website(text(content, 'Fjssdx', 'Ssdxbs', 'Jlid')) === undefined &&
      against.book.entityNumbered(text(content, 'Fjssdx', 'Ssdxbs', 'Baxh') ?? '') === undefined &&
      against.book.websiteNumbered(text(content, 'Fjssdx', 'Ssdxbs', 'Baxh') ?? '') === undefined &&
      fault('1055'),
    ...oneAttachment(content),
  ],
};

function removalFaults(request: BureauRequest, { book, ispId, waits }: CheckedAgainst): Found[] {
  const id = text(request.content, 'Jlid') ?? '';
  switch (text(request.content, 'Zxlb')) {
    case '0':
      return [book.entity(id) === undefined && fault('1058', id), waits(request) && fault('1027')];
    case '1':
      return [book.website(id) === undefined && fault('1059', id), waits(request) && fault('1030')];
    case '2':
    case undefined:
    default: {
      const website = book.withAccess(id);
      const access = website?.accesses.find((one) => one.id === id);
      return [
        access === undefined && fault('1016', id),
        access !== undefined && access.provider !== ispId && fault('1047', id),
        website?.accesses.length === 1 && fault('1025', id),
        waits(request) && fault('1032'),
      ];
    }
  }
}

const PERSON = '5';
const RESIDENT_ID = '2';
const isPerson = (entity: Element | undefined): boolean => text(entity, 'Dwxz') === PERSON;

function entityFaults(entity: Element | undefined, { register }: CheckedAgainst): Found[] {
  const certificate = text(entity, 'Zj', 'Zjhm') ?? '';
  const type = text(entity, 'Zj', 'Zjlx');
  const organisation = !isPerson(entity);
  const head = at(entity, 'Fzr');
  return [
    !isCode.nature(text(entity, 'Dwxz')) && fault('1014', text(entity, 'Dwxz')),
    !isCode.certificate(type) && fault('1008', type),
    type === RESIDENT_ID && !isResidentId(certificate) && fault('1015', certificate),
    !isPlace(at(entity, 'Txdz')) && fault('1019'),
    register.entity(certificate)?.blacklisted === true && fault('1065'),
    organisation && text(head, 'Fzr_xm') === undefined && fault('1044'),
    organisation && text(head, 'Fzr_dhhm') === undefined && fault('1010'),
    ...headFaults(head),
  ];
}

const headFaults = (head: Element | undefined, website?: string): Found[] => [
  !/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test((text(head, 'Fzr_dzyj') ?? '').split(';')[0] ?? '') &&
    fault('1009', text(head, 'Fzr_dzyj'), website),
  !/^1\d{10}$/.test(text(head, 'Fzr_sjhm') ?? '') && fault('1011', text(head, 'Fzr_sjhm'), website),
  text(head, 'Fzr_dhhm') !== undefined &&
    !/^0\d{2,3}-?\d{7,8}$/.test(text(head, 'Fzr_dhhm') ?? '') &&
    !/^1\d{10}$/.test(text(head, 'Fzr_dhhm') ?? '') &&
    fault('1010', text(head, 'Fzr_dhhm'), website),
  text(head, 'Fzr_zjlx') === RESIDENT_ID &&
    !isResidentId(text(head, 'Fzr_zjhm') ?? '') &&
    fault('1015', text(head, 'Fzr_zjhm'), website),
];

const newWebsiteFaults = (website: Element, person: boolean, against: CheckedAgainst): Found[] => [
  ...domainsOf(website).map(
    (domain) => against.register.domain(domain) !== undefined && fault('1005', domain, nameOf(website)),
  ),
  ...websiteFaults(website, person, against),
];

function websiteFaults(website: Element, person: boolean, against: CheckedAgainst): Found[] {
  const name = nameOf(website);
  const head = at(website, 'Wz_Fzr');
  const domains = domainsOf(website);
  const url = text(website, 'Syurl');
  return [
    ...domains.map((domain) => !/^([\p{L}\d-]+\.)+[\p{L}\d-]{2,}$/u.test(domain) && fault('1004', domain, name)),
    ...domains.map((domain) => against.isBlacklisted(domain) && fault('1064', domain, name)),
    url !== undefined && !domains.some((domain) => url.includes(domain)) && fault('1041', url, name),
    !person && text(head, 'Fzr_dhhm') === undefined && fault('1031', undefined, name),
    ...headFaults(head, name),
    ...all(at(website, 'Nrlx'), 'Nrlx_xx').map(
      (one) => !isCode.preApproval(text(one, 'Nrlx_id')) && fault('1033', text(one, 'Nrlx_id'), name),
    ),
    ...texts(at(website, 'Fwnr'), 'Fwnr_id').map((one) => !isCode.content(one) && fault('1034', one, name)),
    ...texts(at(website, 'Yylb'), 'Yylb_id').map((one) => !isCode.language(one) && fault('1066', one, name)),
    ...all(website, 'Jr_xx').flatMap((access) => accessFaults(access, name, against)),
  ];
}

const accessFaults = (access: Element, website: string | undefined, { covers }: CheckedAgainst): Found[] => [
  ...texts(at(access, 'Wzfb'), 'Fbdd').map((one) => !isCode.location(one) && fault('1036', one, website)),
  ...texts(at(access, 'Wzjrfs'), 'Jrfs').map((one) => !isCode.accessMethod(one) && fault('1035', one, website)),
  ...all(access, 'Ip_xx').map((one) => addressFault(one, website, covers)),
];

function addressFault(range: Element, website: string | undefined, covers: CheckedAgainst['covers']): Found {
  const [from, to] = [Number(text(range, 'Qsip')), Number(text(range, 'Zzip'))];
  if (from > to || from === 0) return fault('1006', String(from), website);
  return !covers(from, to) && fault('1063', dotted(from), website);
}

const attachmentFaults = (content: Element): Found[] =>
  all(content, 'Fj').flatMap((one) => oneAttachment(at(one, 'Fjxx')));

const oneAttachment = (attachment: Element | undefined): Found[] => {
  const use = text(attachment, 'Fjyt');
  return [
    !isCode.format(text(attachment, 'Fjwjgs')) && fault('1056', text(attachment, 'Fjwjgs')),
    !isCode.use(use) && fault('1057', use),
    isCode.use(use) && !fitsObject(use, text(attachment, 'Fjssdx', 'Ssdxlx')) && fault('1061', use),
    !isImage(text(attachment, 'Fjnr') ?? '', use) && fault('5010', use),
  ];
};

/** A verification sheet may have 150 K of base64, every other paper 100 K (V3.0 §1.5). */
const isImage = (base64: string, use: string | undefined): boolean =>
  base64.length <= (use === '1' ? 150 : 100) * 1024 && /^(\/9j\/|iVBORw)/.test(base64);

function entityMeant(content: Element, { book, register }: CheckedAgainst): { person: boolean } | undefined {
  const number = text(content, 'Zt_xx', 'Ztbah') ?? '';
  const booked = book.entity(text(content, 'Zt_xx', 'Ztid')) ?? book.entityNumbered(number);
  if (booked !== undefined) return { person: booked.nature === PERSON };
  // Of an entity that another provider filed the sandbox knows the certificate only.
  const filed = register.entityOf(number);
  return filed === undefined ? undefined : { person: isResidentId(filed.certificateNumber) };
}

const changesProvince = (before: Element, entity: Element | undefined): boolean =>
  text(before, 'Shengid') !== text(entity, 'Txdz', 'Shengid');

const nameOf = (website: Element): string => text(website, 'Wzmc') ?? '';
const domainsOf = (website: Element): string[] => all(website, 'Ym_xx').flatMap((one) => texts(one, 'Ym'));

/** Province, city and county have to fit together, by their first digits. */
function isPlace(place: Element | undefined): boolean {
  const [province, city, county] = ['Shengid', 'Shiid', 'Xianid'].map((name) => text(place, name));
  if (provinceOf(province) === undefined || city === undefined) return false;
  return (
    city.slice(0, 2) === province?.slice(0, 2) && (county === undefined || county.slice(0, 2) === city.slice(0, 2))
  );
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Eighteen characters, the last of which is a check digit (GB 11643). */
export function isResidentId(number: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(number)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return '10X98765432'[sum % 11] === number[17]?.toUpperCase();
}

const dotted = (address: number): string => [24, 16, 8, 0].map((bits) => (address >>> bits) & 0xff).join('.');

const fault = (code: string, value?: string, website?: string): Fault => ({
  code,
  ...(value === undefined ? {} : { value }),
  ...(website === undefined ? {} : { website }),
});
