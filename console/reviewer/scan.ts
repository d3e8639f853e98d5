/** The picture of a scan, for reviewers who have claimed the order or say why they look; every look is noted. */
import { currentDocuments } from '../../store/proofs/documents.ts';
import { isReadReason } from '../../domain/reads/read.ts';
import { findOrder } from '../../usecases/access/orders-in-reach.ts';
import { readScan } from '../../usecases/drafting/scans.ts';
import { showInClear } from '../../usecases/reads/show.ts';
import { refusal } from '../../usecases/refusal.ts';
import { page } from '../http/route.ts';

export const scanPage = page({
  path: '/review/orders/:orderId/scans/:slot',
  roles: ['reviewer'],
  show: async ({ console, caller }, { params: { orderId = '', slot = '' }, query }) => {
    const order = await findOrder(console, caller, 'documents.read', orderId);
    const document = (await currentDocuments(console.database, order.id)).find((one) => one.slot === slot);
    if (document === undefined) throw refusal('NOT_FOUND', { detail: 'There is no document in this slot.' });
    const { reason: code = '', image } = query;
    const reason = isReadReason(code) ? { code } : undefined;
    await showInClear(console, { caller, reason }, order, { subject: 'SCAN', slot });
    const which = image === 'ORIGINAL' ? 'ORIGINAL' : 'SHOWN';
    const { content, mediaType } = await readScan(console, order, document, which);
    return { content, contentType: mediaType };
  },
});
