/**
 * A hand-over as a document of MIIT's interface (miit-interface V3.0 §8.3). Throws AskPersonError, with what to do, for whatever the
 * interface cannot carry; nothing is made up and nothing leaves with a question mark in it.
 */
import type { BureauCodes } from '../../../../domain/bureau-codes/bureau-codes.ts';
import { rowOf } from '../../../../domain/order-types/table.ts';
import { present } from '../../../../domain/present.ts';
import { outsideGbk } from '../../../../domain/text/outside-gbk.ts';
import { AskPersonError } from '../../../delivery-faults.ts';
import type { HandOver, OnRecord, Recorded } from '../../bureau.ts';
import { change } from '../documents/change.ts';
import { firstFiling } from '../documents/first-filing.ts';
import { newAccesses } from '../documents/new-access.ts';
import { newWebsites } from '../documents/new-website.ts';
import type { NewWebsite, OnRecord as NamedOnRecord } from '../documents/parts.ts';
import { removals } from '../documents/removal.ts';
import type { Sender } from '../documents/upload-document.ts';
import { DocumentError } from '../documents/values.ts';
import { byUse, ofEntity, ofWebsite, type Placed } from './attachments.ts';
import { readImages, type Images } from './images.ts';
import { inForce, known } from './in-codes.ts';
import type { OwnIds, OwnPart } from './own-ids.ts';
import { accessPart, entityPart, websitePart } from './parts-of-form.ts';

export interface OrderDocument {
  /** The kind of message. */
  message: 'XZBA' | 'XZWZ' | 'XZJR' | 'BGBA' | 'ZXBA';
  xml: string;
}

export interface DocumentTerms {
  sender: Sender;
  codes: BureauCodes;
  /** The number of a part of the order; see `own-ids.ts` for those that are asked for. */
  ids: OwnIds;
  /** What stands in ICPmm where V3.0 demands it, although filing passwords were given up. */
  passwordHash: string;
  /** The filing password that the customer gave, as it stands in ICPmm of every message; left out where the rules ask for none. */
  givenPasswordHash?: string;
}

/** What to build depends on what the order adds, changes or removes, and on what is on record already. */
export async function orderDocument(order: HandOver, terms: DocumentTerms): Promise<OrderDocument> {
  try {
    const document = await build(order, { ...terms, passwordHash: terms.givenPasswordHash ?? terms.passwordHash });
    const strange = outsideGbk(document.xml);
    if (strange.length === 0) return document;
    throw new AskPersonError(
      `${strange.length} characters of this order are not in GBK, which MIIT's interface is written in. Ask the bureau how it writes them, have the order corrected, and hand it over again.`,
      'OUTSIDE_GBK',
    );
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const message = `MIIT's interface does not take ${error.message}. Have the order corrected, and hand it over again.`;
    throw new AskPersonError(message, 'NOT_TAKEN', { cause: error });
  }
}

async function build(order: HandOver, terms: DocumentTerms): Promise<OrderDocument> {
  if (order.removal !== undefined) return removed(order, order.removal, terms);
  const images = await readImages(order.documents);
  if (order.changes !== undefined) return changed(order, images, terms);
  const recorded = order.onRecord ?? { websites: {} };
  const { issues } = rowOf(order.type);
  switch (issues) {
    case 'ENTITY_AND_WEBSITES':
      return filed(order, images, terms);
    case 'WEBSITES':
      return added(order, known(recorded.entity, 'The number of the entity on record'), images, terms);
    case 'NOTHING':
      return accessed(order, recorded, images, terms);
    default:
      return issues satisfies never;
  }
}

function filed(order: HandOver, images: Images, { sender, codes, ids }: DocumentTerms): OrderDocument {
  const { form } = order;
  const own = numbers(order, ids);
  const attachments = [...ofEntity(form, images), ...websiteIds(order).flatMap((id) => ofWebsite(form, images, id))];
  const xml = firstFiling(sender, {
    entity: { own: own({ kind: 'ZT' }), ...entityPart(codes, form) },
    websites: websiteIds(order).map((id) => newWebsite(order, id, images, codes, own)),
    attachments: byUse(attachments).map((one) => ({ ...one, own: ownOf(one, own) })),
  });
  return { message: 'XZBA', xml };
}

function added(
  order: HandOver,
  entity: Recorded,
  images: Images,
  { sender, codes, ids, givenPasswordHash }: DocumentTerms,
): OrderDocument {
  const { form } = order;
  const own = numbers(order, ids);
  const xml = newWebsites(sender, {
    ...present({ passwordHash: givenPasswordHash }),
    entity: onRecord(entity),
    websites: websiteIds(order).map((id) => newWebsite(order, id, images, codes, own)),
    attachments: byUse([
      ...ofEntity(form, images).map((one) => ({ ...one, object: onRecord(entity) })),
      ...websiteIds(order)
        .flatMap((id) => ofWebsite(form, images, id))
        .map((one) => ({ ...one, object: { id: ownOf(one, own) } })),
    ]),
  });
  return { message: 'XZWZ', xml };
}

function accessed(
  order: HandOver,
  recorded: OnRecord,
  images: Images,
  { sender, codes, ids, passwordHash }: DocumentTerms,
): OrderDocument {
  const { form, instances } = order;
  const own = numbers(order, ids);
  const entity = recorded.entity;
  const xml = newAccesses(
    sender,
    websiteIds(order).map((id) => {
      const website = onRecord(known(recorded.websites[id], `The number of ${id} on record`));
      return {
        website,
        own: own({ kind: 'JR', websiteId: id }),
        ...accessPart(codes, id, { website: form.websites[id], server: instances[id] }, (index) =>
          own({ kind: 'IP', websiteId: id, index }),
        ),
        attachments: byUse([
          ...(entity === undefined ? [] : ofEntity(form, images).map((one) => ({ ...one, object: onRecord(entity) }))),
          ...ofWebsite(form, images, id).map((one) => ({ ...one, object: website })),
        ]),
        passwordHash,
      };
    }),
  );
  return { message: 'XZJR', xml };
}

/**
 * A change goes as the whole entity with the changed websites. One of the entity alone takes websites along that are served here,
 * because the interface wants at least one.
 */
function changed(
  order: HandOver,
  images: Images,
  { sender, codes, ids, givenPasswordHash }: DocumentTerms,
): OrderDocument {
  const { form, onRecord: recorded = { websites: {} } } = order;
  const own = numbers(order, ids);
  const entity = known(recorded.entity, 'The number of the entity on record');
  const { served } = recorded;
  const whole = served?.form ?? form;
  const servers = served?.instances ?? order.instances;
  const websites = served === undefined ? Object.keys(form.websites) : fit(served, recorded);
  const about = (one: Placed) =>
    one.websiteId === undefined
      ? onRecord(entity)
      : onRecord(known(recorded.websites[one.websiteId], `The number of ${one.websiteId} on record`));
  const xml = change(sender, {
    ...present({ passwordHash: givenPasswordHash }),
    entity: { ...entityPart(codes, form), id: known(entity.id, "MIIT's id of the entity"), number: entity.number },
    websites: websites.map((id) => {
      const { number, id: website, domainId, accessId } = known(recorded.websites[id], `The number of ${id} on record`);
      const { domain, ...part } = websitePart(codes, whole, id, images);
      return {
        ...part,
        id: known(website, `MIIT's id of ${id}`),
        number,
        domains: [
          {
            own: own({ kind: 'YM', websiteId: id }),
            domain,
            ...(domainId === undefined ? {} : { province: domainId }),
          },
        ],
        accesses: [
          {
            id: known(accessId, `MIIT's id of the access of ${id}`),
            ...accessPart(codes, id, { website: whole.websites[id], server: servers[id] }, (index) =>
              own({ kind: 'IP', websiteId: id, index }),
            ),
          },
        ],
      };
    }),
    attachments: byUse([
      ...ofEntity(form, images),
      ...Object.keys(form.websites).flatMap((id) => ofWebsite(form, images, id)),
      ...(served === undefined ? [] : sheetOf(images, websites)),
    ]).map((one) => ({ ...one, object: about(one) })),
  });
  return { message: 'BGBA', xml };
}

/**
 * The websites that an order about the entity takes along: one is enough, so those are left out whose ids or server are not known,
 * and those with a prior approval, whose scan this order has not. Where none is left, all are tried, and a person hears what is lacking.
 */
function fit({ form, instances }: NonNullable<OnRecord['served']>, recorded: OnRecord): string[] {
  const ids = Object.keys(form.websites);
  const able = ids.filter((id) => {
    const { id: website, accessId } = recorded.websites[id] ?? {};
    const isKnown = website !== undefined && accessId !== undefined && instances[id] !== undefined;
    return isKnown && (form.websites[id]?.preApprovals ?? []).length === 0;
  });
  return able.length === 0 ? ids : able;
}

/** The sheet of a change of the entity stands at its first website, because sheets belong to websites. */
const sheetOf = (images: Images, [first]: readonly string[]): Placed[] =>
  first === undefined
    ? []
    : images
        .inSlot('checklist-form')
        .map(({ format, content }) => ({ format, content, use: 1, about: 'WEBSITE', websiteId: first }));

function removed(
  { form, onRecord: recorded = { websites: {} } }: HandOver,
  { removes, reason }: NonNullable<HandOver['removal']>,
  { sender, codes, passwordHash, givenPasswordHash }: DocumentTerms,
): OrderDocument {
  const code = inForce(codes, 'REMOVAL_REASON', reasonCode(codes, reason), 'The reason of the removal');
  const websites = Object.keys(form.websites).map((id) =>
    known(recorded.websites[id], `The number of ${id} on record`),
  );
  const named = { reason: code, remark: reason, ...present({ passwordHash: givenPasswordHash }) };
  switch (removes) {
    case 'ENTITY':
      return removal(sender, [
        { ...named, removes, id: known(recorded.entity?.id, "MIIT's id of the entity"), passwordHash },
      ]);
    case 'WEBSITES':
      return removal(
        sender,
        websites.map(({ id, number }) => ({ ...named, removes: 'WEBSITE', id: known(id, `MIIT's id of ${number}`) })),
      );
    case 'ACCESSES':
      return removal(
        sender,
        websites.map(({ accessId, number }) => ({
          ...named,
          removes: 'ACCESS',
          id: known(accessId, `MIIT's id of the access of ${number}`),
        })),
      );
    default:
      return removes satisfies never;
  }
}

const removal = (...what: Parameters<typeof removals>): OrderDocument => ({ message: 'ZXBA', xml: removals(...what) });

/** The reason by its words, else the one that MIIT's table calls "other"; the customer's words go along in any case. */
function reasonCode(codes: BureauCodes, reason: string): number | undefined {
  const rows = codes.rows('REMOVAL_REASON');
  const row = rows.find(({ name }) => name === reason) ?? rows.find(({ name }) => /其[他它]/u.test(name));
  return row === undefined ? undefined : Number(row.id);
}

function newWebsite(order: HandOver, id: string, images: Images, codes: BureauCodes, own: Numbers): NewWebsite {
  const { form, instances } = order;
  const { domain, ...part } = websitePart(codes, form, id, images);
  return {
    ...part,
    own: own({ kind: 'WZ', websiteId: id }),
    domains: [{ own: own({ kind: 'YM', websiteId: id }), domain }],
    accesses: [
      {
        own: own({ kind: 'JR', websiteId: id }),
        ...accessPart(codes, id, { website: form.websites[id], server: instances[id] }, (index) =>
          own({ kind: 'IP', websiteId: id, index }),
        ),
      },
    ],
  };
}

const websiteIds = ({ form }: HandOver): string[] => Object.keys(form.websites);
const onRecord = ({ id, number }: Recorded): NamedOnRecord => (id === undefined ? { number } : { id });

type Numbers = (part: Omit<OwnPart, 'orderId' | 'handOver'>) => string;

/** Accesses and addresses are new in each hand-over. */
const numbers =
  ({ orderId, handOver }: HandOver, ids: OwnIds): Numbers =>
  (part) =>
    ids({ ...part, orderId, ...(part.kind === 'JR' || part.kind === 'IP' ? { handOver } : {}) });

const ownOf = ({ websiteId }: Placed, own: Numbers): string =>
  websiteId === undefined ? own({ kind: 'ZT' }) : own({ kind: 'WZ', websiteId });
