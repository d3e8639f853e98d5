/** Scans of an order by slot, checked for what they really are. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { documentPage } from '../../../store/proofs/document-list.ts';
import { currentDocuments, type StoredDocument } from '../../../store/proofs/documents.ts';
import type { Order } from '../../../store/orders/orders.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { admitScan, emptySlot, fillSlot } from '../../../usecases/drafting/slots.ts';
import { findOrder, findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { noContent, ok, route, type Route } from '../../http/route.ts';
import { documentSchema, documentView } from '../../../usecases/shown/document-view.ts';
import { readScan, SCAN_IMAGES } from '../../../usecases/drafting/scans.ts';
import { showInClear } from '../../../usecases/reads/show.ts';
import { asking } from '../../http/read-reason.ts';
import { uploadedFile } from '../../http/uploads.ts';
import { standingSchema, standingView } from './form.ts';
import { slotNameSchema } from '../../../domain/order/names.ts';

const slotPath = orderPath.extend({
  slot: slotNameSchema().meta({ description: 'The slot as the checklist names it.', example: 'entity-certificate' }),
});

const uploadSchema = z
  .strictObject({
    validUntil: z.iso.date().optional().meta({ description: 'Last day on which the document shown is valid.' }),
  })
  .meta({
    id: 'DocumentUpload',
    description: 'The image goes into the form field `file`: jpg, png or gif, below 4 MB.',
  });

export function documentRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listDocuments',
      tag: 'Documents',
      method: 'get',
      path: '/v1/orders/{orderId}/documents',
      permission: 'documents.list',
      summary: 'List the documents of an order',
      params: orderPath,
      query: z.strictObject(pageFields({ usual: 200, most: 200 })),
      answers: {
        200: {
          description: 'One page of the present versions, by slot.',
          schema: z.object({ documents: z.array(documentSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ params, query, caller }) => {
        const order = await findOrder(api, caller, 'documents.list', params.orderId);
        const { rows, ...rest } = await documentPage(api.database, order.id, pageIn(query));
        return ok({ documents: rows.map(documentView), ...rest });
      },
    }),
    route({
      id: 'uploadDocument',
      tag: 'Documents',
      method: 'put',
      path: '/v1/orders/{orderId}/documents/{slot}',
      cost: 10,
      permission: 'documents.edit',
      summary: 'Upload an image into a slot',
      description:
        'Replaces what is there; earlier versions are kept. During the review only the slots a reviewer asked for are open (R-SM-11), while a photo is awaited only those of the photo.',
      params: slotPath,
      bodyKind: 'file',
      body: uploadSchema,
      answers: {
        200: {
          description: 'The stored document.',
          schema: z.object({ document: documentSchema, ...standingSchema.shape }),
        },
      },
      problems: [409, 410],
      admit: async ({ params: { orderId, slot }, caller }) =>
        admitScan(api, caller, await findWrittenOrder(api, caller, 'documents.edit', orderId), slot),
      handle: async ({ params: { orderId, slot }, body, caller, req }) => {
        const order = await findWrittenOrder(api, caller, 'documents.edit', orderId);
        const { maxBytesExclusive } = await admitScan(api, caller, order, slot);
        const { path, size, filename: sha256, mimetype: declared } = uploadedFile(req.file, maxBytesExclusive);
        const scan = { slot, declared, size, sha256, content: () => readFile(path), validUntil: body.validUntil };
        const { document, standing } = await fillSlot(api, caller, order, scan);
        return ok({ document: documentView(document), ...standingView(standing) });
      },
    }),
    route({
      id: 'readDocument',
      tag: 'Documents',
      sends: 'file',
      method: 'get',
      path: '/v1/orders/{orderId}/documents/{slot}',
      cost: 5,
      permission: 'documents.read',
      summary: 'Look at the image in a slot',
      description:
        'The small JPEG that the bureau gets: upright, without position or device. With `image=ORIGINAL` what was uploaded. Reviewers claim the order first, or state why they look. Every read is noted.',
      showsPeople: true,
      params: slotPath,
      query: z.strictObject({ image: z.enum(SCAN_IMAGES).default('SHOWN') }),
      answers: {
        200: {
          description: 'The image.',
          contentType: ['image/jpeg', 'image/png', 'image/gif'],
          headers: { ETag: 'The SHA-256 of the image.', 'Content-Disposition': '`inline`' },
        },
      },
      problems: [410],
      handle: async ({ params: { orderId, slot }, query, caller, req }) => {
        const order = await findOrder(api, caller, 'documents.read', orderId);
        const document = await findDocument(api, order, slot);
        await showInClear(api, asking(caller, req), order, { subject: 'SCAN', slot });
        const { content, mediaType, sha256 } = await readScan(api, order, document, query.image);
        return ok(content, { 'Content-Type': mediaType, 'Content-Disposition': 'inline', ETag: `"${sha256}"` });
      },
    }),
    route({
      id: 'removeDocument',
      tag: 'Documents',
      method: 'delete',
      path: '/v1/orders/{orderId}/documents/{slot}',
      cost: 5,
      permission: 'documents.edit',
      summary: 'Take the image out of a slot',
      params: slotPath,
      answers: { 204: { description: 'The slot is empty.' } },
      problems: [409, 410],
      handle: async ({ params: { orderId, slot }, caller }) => {
        const order = await findOrder(api, caller, 'documents.edit', orderId);
        await emptySlot(api, order, slot, actorOf(caller));
        return noContent;
      },
    }),
  ];
}

async function findDocument({ database }: Api, order: Order, slot: string): Promise<StoredDocument> {
  const found = (await currentDocuments(database, order.id)).find((document) => document.slot === slot);
  if (found === undefined) throw problem('NOT_FOUND', { detail: 'There is no document in this slot.' });
  return found;
}
