/** The information form: read it, change parts of it (RFC 7386). Edits go to the database; the filing hears of moves only. */
import { z } from 'zod';
import { formSchema, type OrderForm } from '../../../domain/order/form.ts';
import { isCorrecting, DRAFTING_STAGES, STAGES } from '../../../domain/lifecycle/stage.ts';
import { present } from '../../../domain/present.ts';
import type { Database } from '../../../store/postgres/database.ts';
import { releaseReservations } from '../../../store/assets/instance-reservations.ts';
import { filingTime, readOrder } from '../../../store/orders/orders.ts';
import type { OrderDomain } from '../../../store/orders/reservations.ts';
import { saveForm, setType } from '../../../store/orders/edit-order.ts';
import { personalData } from '../../../usecases/access/permissions.ts';
import { actorOf, type Caller } from '../../../usecases/access/caller.ts';
import { typeOfOrder } from '../../../usecases/drafting/check-type.ts';
import type { Api } from '../../dependencies.ts';
import { isWritten, settleDraft, type DraftStanding, type WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { editing, keepType, mayEdit } from '../../../usecases/drafting/editing.ts';
import { domainsOf } from '../../../usecases/drafting/form-domains.ts';
import { formMergePatchSchema, type FormMergePatch } from '../../../domain/order/form-patch.ts';
import { mergeForm } from '../../../usecases/drafting/form-patch.ts';
import { formFor } from '../../views/form-view.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';

const formAnswer = z.object({
  version: z.int().meta({ description: 'Counts saves; also the ETag.' }),
  form: formSchema,
});

export const standingSchema = z.object({
  stage: z.enum(STAGES).meta({ description: 'Where the order is now.' }),
  visit: z.int(),
  firstMissing: z.enum(DRAFTING_STAGES).optional().meta({ description: 'The first thing still missing (R-SM-9).' }),
  settled: z.boolean().meta({ description: 'False while the filing has not moved to `firstMissing` yet.' }),
});

export const standingView = ({ order, firstMissing, settled }: DraftStanding): z.infer<typeof standingSchema> => ({
  stage: order.stage,
  visit: order.visit,
  ...present({ firstMissing }),
  settled,
});

const savedSchema = z.object({
  ...formAnswer.shape,
  ...standingSchema.shape,
  conflicts: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).meta({
    description: 'Domains that another order in progress files; the type check and the submission refuse them.',
  }),
});

export function formRoutes(api: Api): Route[] {
  return [
    route({
      id: 'readForm',
      tag: 'Form',
      method: 'get',
      path: '/v1/orders/{orderId}/form',
      permission: 'form.read',
      summary: 'Read the information form',
      description:
        'In clear for its owner and for reviewers; names, numbers and addresses are masked for everybody else.',
      params: orderPath,
      answers: { 200: { description: 'The form.', schema: formAnswer, headers: { ETag: 'Version of the form.' } } },
      problems: [410],
      handle: async ({ params, caller }) => {
        const order = await findWrittenOrder(api, caller, 'form.read', params.orderId);
        const { formVersion: version } = order;
        return ok({ version, form: formFor(order.form, caller.role) }, { ETag: etag(version, caller) });
      },
    }),
    route({
      id: 'editForm',
      tag: 'Form',
      method: 'patch',
      path: '/v1/orders/{orderId}/form',
      permission: 'form.edit',
      summary: 'Change parts of the form',
      description:
        'RFC 7386: what is not named stays, `null` takes a field, a person or a website out. Send `If-Match` with the ETag you read to be told when somebody else has saved meanwhile.',
      params: orderPath,
      body: formMergePatchSchema,
      example: { entity: { kind: 'INDIVIDUAL', province: 'GD' }, websites: { W1: { domain: 'example.cn' } } },
      answers: {
        200: {
          description: 'The saved form, and where the draft stands.',
          schema: savedSchema,
          headers: { ETag: 'New version.' },
        },
      },
      problems: [409, 410, 412],
      handle: async ({ params, body, caller, req }) => {
        const saved = await save(api, caller, params.orderId, body, req.get('If-Match'));
        const standing = await settleDraft(api, saved.order, actorOf(caller));
        const { formVersion: version, form: content } = saved.order;
        return ok(
          { version, form: content, ...standingView(standing), conflicts: saved.conflicts.map(conflictView) },
          { ETag: etag(version, caller) },
        );
      },
    }),
  ];
}

const etag = (version: number, { role }: Caller): string =>
  `"${version}${personalData[role] === 'CLEAR' ? '' : '-masked'}"`;

const conflictView = ({ websiteId }: OrderDomain) => ({
  path: `websites.${websiteId}.domain`,
  code: 'DOMAIN_IN_PROGRESS',
  message: 'Another order in progress files this domain.',
});

interface Saved {
  order: WrittenOrder;
  conflicts: OrderDomain[];
}

/** Merges into whatever is there; only who sent `If-Match` is told of somebody else's save. */
async function save(
  api: Api,
  caller: Caller,
  orderId: string,
  patch: FormMergePatch,
  ifMatch: string | undefined,
): Promise<Saved> {
  const seen = await findWrittenOrder(api, caller, 'form.edit', orderId);
  const { conflicts, asksForType } = await editing(api, seen, mayEdit, async (trx, before) => {
    const tag = etag(before.formVersion, caller);
    if (!matches(ifMatch, tag)) throw problem('VERSION_CHANGED', { headers: { ETag: tag } });
    return saveMerged(trx, api, before, patch);
  });
  if (asksForType) await determineAnew(api, await written(api, seen));
  return { order: await written(api, seen), conflicts };
}

async function written({ database, vault }: Api, { id }: WrittenOrder): Promise<WrittenOrder> {
  const order = await readOrder(database, vault, id);
  if (order === undefined || !isWritten(order)) throw problem('ERASED');
  return order;
}

/** Saves the form, and with it what follows from it: servers of websites taken out, and the type that is asked for anew. */
async function saveMerged(
  trx: Database,
  { vault, now }: Api,
  before: WrittenOrder,
  patch: FormMergePatch,
): Promise<{ conflicts: OrderDomain[]; asksForType: boolean }> {
  const after = mergeForm(before.form, patch);
  keepOneWebsite(before, after);
  const editedAt = filingTime(before, now());
  const changes = { expectedVersion: before.formVersion, form: after, domains: domainsOf(after), editedAt };
  const result = await saveForm(trx, vault, before.id, changes);
  if (!result.saved) throw new Error(`the form of ${before.id} could not be saved: ${result.reason}`);
  // A website taken out gives its server or code back (R-CODE-8).
  const removed = Object.keys(before.form.websites).filter((id) => after.websites[id] === undefined);
  for (const id of removed) await releaseReservations(trx, before.id, editedAt, id);
  const asksForType = before.type !== undefined && typeFacts(before.form) !== typeFacts(after);
  if (asksForType) await setType(trx, before.id, undefined, editedAt);
  return { conflicts: result.conflicts, asksForType };
}

const matches = (header: string | undefined, current: string): boolean =>
  header === undefined || header === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === current);

/** A returned order cannot lose its last website. */
function keepOneWebsite({ stage, form }: WrittenOrder, after: OrderForm): void {
  const correcting = isCorrecting(stage);
  if (!correcting || Object.keys(form.websites).length === 0 || Object.keys(after.websites).length > 0) return;
  throw problem('NOT_EDITABLE', {
    title: 'The last website cannot be taken out. Abandon the order instead.',
    errors: [{ path: 'websites', code: 'LAST_WEBSITE', message: 'Keep at least one website.' }],
  });
}

/**
 * Once found, the type follows the form: when certificate or domains change it is worked out anew. Where that cannot be
 * done now, or the form has been saved again meanwhile, the order has none until the type is asked for.
 */
async function determineAnew(api: Api, order: WrittenOrder): Promise<void> {
  try {
    const answer = await typeOfOrder(api, order);
    if (answer.found) await keepType(api, order, answer);
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown';
    api.log.warn({ orderId: order.id, kind }, 'the type could not be determined after an edit');
  }
}

const typeFacts = ({ entity, ...form }: OrderForm): string =>
  JSON.stringify([
    entity.certificateType,
    entity.certificateNumber,
    domainsOf({ entity, ...form }).map(({ domain }) => domain),
  ]);
