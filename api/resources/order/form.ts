/**
 * The information form: read it, change parts of it (RFC 7386). Edits go to the database; the filing hears of an edit only
 * when it moves the draft.
 */
import { z } from 'zod';
import { MOST_NAMES } from '../../../domain/order/names.ts';
import { formSchema } from '../../../domain/order/form.ts';
import { DRAFTING_STAGES, STAGES } from '../../../domain/lifecycle/stage.ts';
import { present } from '../../../domain/present.ts';
import type { WebsiteDomain } from '../../../domain/order/registrable-domains.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { settleDraft, type DraftStanding } from '../../../usecases/drafting/draft.ts';
import { formMergePatchSchema } from '../../../domain/order/form-patch.ts';
import { maskedForm } from '../../../domain/order/form-privacy.ts';
import { READ_SHOWN, type ReadShown } from '../../../domain/reads/read.ts';
import { showOfOrder } from '../../../usecases/reads/show.ts';
import { asking } from '../../http/read-reason.ts';
import { asShown } from '../../../usecases/shown/as-shown.ts';
import { contentSchema, contentView } from '../../../usecases/shown/content-view.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { saveForm } from '../../../usecases/drafting/save-form.ts';
import { ok, route, type Route } from '../../http/route.ts';

const formAnswer = z.object({
  version: z.int().meta({ description: 'Counts saves; also the ETag.' }),
  shown: z
    .enum(READ_SHOWN)
    .meta({ description: '`MASKED`: names, numbers, addresses and notes are hidden or shortened for you.' }),
  form: asShown(formSchema).meta({
    description: 'Of a change the record as it will be; of a removal the part of the record that is removed.',
  }),
  ...contentSchema.shape,
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
  conflicts: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .max(MOST_NAMES)
    .meta({
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
        'In clear for its owner, and for reviewers who have claimed the order or state why they look; masked for everybody else. Every read is noted.',
      showsPeople: true,
      params: orderPath,
      answers: { 200: { description: 'The form.', schema: formAnswer, headers: { ETag: 'Version of the form.' } } },
      problems: [410],
      handle: async ({ params, caller, req }) => {
        const order = await findWrittenOrder(api, caller, 'form.read', params.orderId);
        const { formVersion: version } = order;
        const shown = await showOfOrder(api, asking(caller, req), order, { subject: 'FORM' });
        const form = shown === 'CLEAR' ? order.form : maskedForm(order.form);
        return ok({ version, shown, form, ...contentView(order, shown) }, { ETag: etag(version, shown) });
      },
    }),
    route({
      id: 'editForm',
      tag: 'Form',
      method: 'patch',
      path: '/v1/orders/{orderId}/form',
      cost: 5,
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
        const ifMatch = req.get('If-Match');
        const mayReplace = (version: number) => matches(ifMatch, etag(version, 'CLEAR'));
        const ask = inquire(api);
        const saved = await saveForm(api, ask, caller, { orderId: params.orderId, patch: body, mayReplace });
        const standing = await settleDraft(api, ask, saved.order, actorOf(caller));
        const { formVersion: version, form: content } = saved.order;
        const shown = await showOfOrder(api, asking(caller, req), saved.order, { subject: 'FORM' });
        const form = shown === 'CLEAR' ? content : maskedForm(content);
        const about = contentView(saved.order, shown);
        return ok(
          { version, shown, form, ...about, ...standingView(standing), conflicts: saved.conflicts.map(conflictView) },
          { ETag: etag(version, shown) },
        );
      },
    }),
  ];
}

const etag = (version: number, shown: ReadShown): string => `"${version}${shown === 'CLEAR' ? '' : '-masked'}"`;

const conflictView = ({ websiteId }: WebsiteDomain) => ({
  path: `websites.${websiteId}.domain`,
  code: 'DOMAIN_IN_PROGRESS',
  message: 'Another order in progress files this domain.',
});

const matches = (header: string | undefined, current: string): boolean =>
  header === undefined || header === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === current);
