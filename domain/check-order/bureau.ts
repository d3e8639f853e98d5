/**
 * What a bureau asks for that takes orders in MIIT's own codes (R-HO-2 to R-HO-4, R-HO-7, A-182, A-184, A-187). Other bureaus get words,
 * and none of this is asked.
 */
import { isKnown, type InstanceFacts } from '../assets/asset-facts.ts';
import { ipv4Ranges, isReported, type AddressRange } from '../assets/reported-addresses.ts';
import type { BureauCodes } from '../bureau-codes/bureau-codes.ts';
import type { CodeTable } from '../bureau-codes/code-row.ts';
import { languageCodes } from '../bureau-codes/language-codes.ts';
import { placeCodes, type PlaceFault } from '../bureau-codes/place-codes.ts';
import {
  ACCESS_METHOD_CODE,
  certificateCode,
  NATURE_OF,
  PERSON_CERTIFICATE,
  PRE_APPROVAL_CODE,
  SERVER_PLACE_CODE,
} from '../bureau-codes/words.ts';
import { landLine, LAND_LINE_ADVICE } from '../identity/land-line.ts';
import { entityHead, siteHeads } from '../order/heads.ts';
import type { Website } from '../order/form.ts';
import { rowOf } from '../order-types/table.ts';
import { outsideGbk } from '../text/outside-gbk.ts';
import type { Order } from './order.ts';
import { blocking, missing, warning, type Verdict } from './verdict.ts';

export function bureauRules(order: Order): Verdict[] {
  const { bureauCodes: codes, type, form } = order;
  if (codes === undefined) return [];
  const { inCodes } = rowOf(type);
  const heads = headsAsked(order);
  return [
    ...(inCodes.entity ? entityInCodes(order, codes) : []),
    ...heads.flatMap((id) => personInCodes(order, codes, id)),
    ...Object.entries(form.websites).flatMap(([id, website]) => [
      ...(inCodes.websites ? websiteInCodes(codes, id, website) : []),
      ...(inCodes.servers ? serverInCodes(order, codes, id, website) : []),
    ]),
    ...(inCodes.entity ? strange(form.entity, ENTITY_TEXTS, 'entity') : []),
    ...heads.flatMap((id) => strange(form.people[id] ?? {}, PERSON_TEXTS, `people.${id}`)),
    ...(inCodes.websites
      ? Object.entries(form.websites).flatMap(([id, website]) => strange(website, WEBSITE_TEXTS, `websites.${id}`))
      : []),
  ];
}

function headsAsked({ type, form }: Order): string[] {
  const { people } = rowOf(type).inCodes;
  const ofEntity = people.includes('ENTITY_HEAD') ? [entityHead(form) ?? []].flat() : [];
  const ofSites = people.includes('SITE_HEADS') ? siteHeads(form) : [];
  return [...new Set([...ofEntity, ...ofSites])];
}

const PLACE: Readonly<Record<PlaceFault, readonly [field: string, advice: string]>> = {
  PROVINCE: ['province', 'Choose the province of the certificate from the list of places.'],
  CITY: ['cityCode', 'Choose the city from the list of places; its name alone does not say which one is meant.'],
  DISTRICT: ['districtCode', 'Choose the district or county from the list of places of this city.'],
};

function entityInCodes({ form: { entity }, policies, scope, on }: Order, codes: BureauCodes): Verdict[] {
  const { kind, certificateType } = entity;
  const place = placeCodes(codes, entity);
  const fault = place.found ? undefined : PLACE[place.lacks];
  const asked =
    policies.resolve('entity.investor', scope, on) === 'ASKED' &&
    policies.resolve('entity.investorIs', scope, on) === 'ANYBODY'; // else it is asked of everybody already
  return [
    ...(fault === undefined ? [] : [missing(`entity.${fault[0]}`, fault[1])]),
    ...(asked && entity.investor === undefined
      ? [missing('entity.investor', 'Give the investor or the supervising unit of the organisation, by its full name.')]
      : []),
    ...(kind === undefined ? [] : inTable(codes, 'NATURE', NATURE_OF[kind], 'entity.kind')),
    ...(kind === undefined || certificateType === undefined
      ? []
      : inTable(codes, 'CERTIFICATE', certificateCode(kind, certificateType), 'entity.certificateType')),
  ];
}

function personInCodes({ form, policies, scope, on }: Order, codes: BureauCodes, id: string): Verdict[] {
  const { officePhone: phone, documentType } = form.people[id] ?? {};
  const path = `people.${id}.officePhone`;
  const given =
    phone !== undefined && landLine(phone) === undefined
      ? [blocking(path, 'OFFICE_PHONE_INVALID', LAND_LINE_ADVICE)]
      : [];
  const asked =
    phone === undefined &&
    policies.resolve('person.officePhone', scope, on) === 'ASKED' &&
    policies.resolve('person.landLine', scope, on).rule !== 'MUST'; // asked of everybody already
  return [
    ...given,
    ...(asked
      ? [missing(path, `Organisations give an office phone of each person in charge. ${LAND_LINE_ADVICE}`)]
      : []),
    ...(documentType === undefined
      ? []
      : inTable(codes, 'CERTIFICATE', PERSON_CERTIFICATE[documentType], `people.${id}.documentType`)),
  ];
}

function websiteInCodes(codes: BureauCodes, id: string, website: Website): Verdict[] {
  const path = `websites.${id}`;
  const contents = website.serviceContents ?? [];
  return [
    ...(contents.length === 0
      ? [missing(`${path}.serviceContents`, 'Choose from the list of service contents what the website offers.')]
      : contents.flatMap((code) => chosen(codes, 'CONTENT', code, `${path}.serviceContents`))),
    ...(website.languageCodes ?? []).flatMap((code) => chosen(codes, 'LANGUAGE', code, `${path}.languageCodes`)),
    ...(languageCodes(codes, website) === undefined && website.languageCodes === undefined
      ? [missing(`${path}.languageCodes`, 'Choose the languages of the website from the list of languages.')]
      : []),
    ...(website.preApprovals ?? []).flatMap(({ sector }) =>
      inTable(codes, 'PRE_APPROVAL', PRE_APPROVAL_CODE[sector], `${path}.preApprovals`),
    ),
  ];
}

/** The server that the order names; where none is named, the website keeps the one it has. */
function serverInCodes(order: Order, codes: BureauCodes, id: string, website: Website): Verdict[] {
  const facts = order.instances[id];
  if (!isKnown(facts)) return [];
  const { policies, on, reportedAddresses } = order;
  const path = `websites.${id}`;
  const method =
    facts.accessMethod ??
    website.accessMethod ??
    policies.resolve('server.accessMethodInCodes', { product: facts.product }, on);
  const place = facts.place ?? website.serverPlace;
  return [
    ...inTable(codes, 'ACCESS_METHOD', ACCESS_METHOD_CODE[method], `${path}.accessMethod`),
    ...(place === undefined
      ? [missing(`${path}.serverPlace`, 'Say in which province the server of this website stands.')]
      : inTable(codes, 'BUREAU', SERVER_PLACE_CODE[place], `${path}.serverPlace`)),
    ...unreportedServer(`${path}.instance`, facts, reportedAddresses),
  ];
}

/** Why a website on this server would be refused. `reported` undefined: nothing is known of reports. */
function unreportedServer(
  path: string,
  { publicIp, publicIps }: InstanceFacts,
  reported: readonly AddressRange[] | undefined,
): Verdict[] {
  const all = publicIps ?? (publicIp === undefined ? [] : [{ from: publicIp, to: publicIp }]);
  if (all.length === 0) return []; // a server without a public address has a finding of its own
  const ranges = ipv4Ranges(all);
  if (ranges.length === 0)
    return [blocking(path, 'INSTANCE_WITHOUT_IPV4', 'The bureau takes IPv4 addresses only. Give the server one.')];
  if (reported === undefined || ranges.every((range) => isReported(range, reported))) return [];
  return [
    blocking(
      path,
      'ADDRESS_NOT_REPORTED',
      'The provider has not reported the addresses of this server to the bureau. The filing desk must report the range first.',
    ),
  ];
}

/** A code that the customer chose. */
const chosen = (codes: BureauCodes, table: CodeTable, code: number, path: string): Verdict[] =>
  codes.row(table, code) === undefined
    ? [blocking(path, 'CODE_NOT_IN_FORCE', "One of these is not in MIIT's list in force. Choose from the list again.")]
    : [];

/** A code that follows from a word; nobody can choose another one. */
const inTable = (codes: BureauCodes, table: CodeTable, code: number | undefined, path: string): Verdict[] =>
  code !== undefined && codes.row(table, code) !== undefined
    ? []
    : [
        blocking(
          path,
          'CODE_NOT_IN_FORCE',
          "MIIT's list in force has no code for this. Ask the filing desk, which compares the code tables with the bureau.",
        ),
      ];

const ENTITY_TEXTS = [
  'name',
  'certificateNumber',
  'certificateAddress',
  'mailingAddress',
  'investor',
  'remark',
] as const;
const PERSON_TEXTS = ['name', 'documentNumber', 'email'] as const;
const WEBSITE_TEXTS = ['name', 'remark'] as const;

/** A person decides at the hand-over how such a name is written; nothing is sent with a question mark in it. */
function strange<Field extends string>(
  values: Readonly<Partial<Record<Field, unknown>>>,
  fields: readonly Field[],
  path: string,
): Verdict[] {
  return fields
    .filter((field) => {
      const value = values[field];
      return typeof value === 'string' && outsideGbk(value).length > 0;
    })
    .map((field) =>
      warning(
        `${path}.${field}`,
        'OUTSIDE_GBK',
        "This holds a character that MIIT's interface cannot take. Write it as the bureau has it on record; else the filing desk asks the bureau at the hand-over.",
      ),
    );
}
