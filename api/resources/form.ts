/** The information form: read it, change parts of it (RFC 7386). Edits go to the database; the filing hears of moves only. */
import { z } from 'zod';
import { formSchema, type OrderForm } from '../../domain/form.ts';
import { CORRECTING_STAGES, DRAFTING_STAGES, STAGES } from '../../domain/stage.ts';
import { releaseReservations } from '../../store/instances.ts';
import { filingTime, readOrder, saveForm, setType, type OrderDomain } from '../../store/orders.ts';
import { personalData } from '../access.ts';
import { actorOf, type Caller } from '../caller.ts';
import { typeOfOrder } from '../check-type.ts';
import type { Api } from '../dependencies.ts';
import { isWritten, settleDraft, type DraftStanding, type WrittenOrder } from '../draft.ts';
import { domainsOf } from '../form-domains.ts';
import { formMergePatchSchema, mergeForm, type FormMergePatch } from '../form-patch.ts';
import { formFor } from '../form-view.ts';
import { editableOf } from '../order-view.ts';
import { findWrittenOrder, orderPath } from '../orders-in-reach.ts';
import { problem } from '../problems.ts';
import { ok, route, type Route } from '../route.ts';

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
  ...(firstMissing === undefined ? {} : { firstMissing }),
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
  const before = await findWrittenOrder(api, caller, 'form.edit', orderId);
  if (editableOf(before) !== 'ALL') throw notEditable(before);
  const changed = () => problem('VERSION_CHANGED', { headers: { ETag: etag(before.formVersion, caller) } });
  if (!matches(ifMatch, etag(before.formVersion, caller))) throw changed();
  const after = mergeForm(before.form, patch);
  keepOneWebsite(before, after);
  const editedAt = filingTime(before, api.now());
  const result = await saveForm(api.database, api.vault, before.id, {
    expectedVersion: before.formVersion,
    form: after,
    domains: domainsOf(after),
    editedAt,
  });
  if (!result.saved) {
    if (result.reason !== 'VERSION') throw problem('ERASED');
    if (ifMatch !== undefined) throw changed();
    return save(api, caller, orderId, patch, ifMatch);
  }
  await releaseRemoved(api, before, after);
  await followType(api, before, after);
  const order = await readOrder(api.database, api.vault, before.id);
  if (order === undefined || !isWritten(order)) throw problem('ERASED');
  return { order, conflicts: result.conflicts };
}

const matches = (header: string | undefined, current: string): boolean =>
  header === undefined || header === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === current);

export const notEditable = ({ stage }: Pick<WrittenOrder, 'stage'>) =>
  problem('NOT_EDITABLE', {
    detail:
      stage === 'PRELIM_REVIEW'
        ? 'The order is being reviewed. Withdraw it to edit it (R-SM-2).'
        : 'Edits are possible while drafting and while correcting a returned order (R-SM-4).',
  });

/** A returned order cannot lose its last website. */
function keepOneWebsite({ stage, form }: WrittenOrder, after: OrderForm): void {
  const correcting = CORRECTING_STAGES.some((one) => one === stage);
  if (!correcting || Object.keys(form.websites).length === 0 || Object.keys(after.websites).length > 0) return;
  throw problem('NOT_EDITABLE', {
    title: 'The last website cannot be taken out. Abandon the order instead.',
    errors: [{ path: 'websites', code: 'LAST_WEBSITE', message: 'Keep at least one website.' }],
  });
}

/** A website taken out gives its server or code back (R-CODE-8). */
async function releaseRemoved({ database, now }: Api, before: WrittenOrder, after: OrderForm): Promise<void> {
  const removed = Object.keys(before.form.websites).filter((id) => after.websites[id] === undefined);
  for (const id of removed) await releaseReservations(database, before.id, filingTime(before, now()), id);
}

/** Once found, the type follows the form: it is worked out anew when certificate or domains change, else asked for again. */
async function followType(api: Api, before: WrittenOrder, after: OrderForm): Promise<void> {
  if (before.type === undefined || typeFacts(before.form) === typeFacts(after)) return;
  const { id, accountId } = before;
  const answer = await typeOfOrder(api, { id, accountId, form: after }).catch((error: unknown) => {
    api.log.warn(
      { orderId: id, kind: error instanceof Error ? error.name : 'unknown' },
      'the type could not be looked up',
    );
    return undefined;
  });
  await setType(api.database, id, answer?.found === true ? answer.type : undefined, filingTime(before, api.now()));
}

const typeFacts = ({ entity, ...form }: OrderForm): string =>
  JSON.stringify([
    entity.certificateType,
    entity.certificateNumber,
    domainsOf({ entity, ...form }).map(({ domain }) => domain),
  ]);
