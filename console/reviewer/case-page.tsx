/** `/review/orders/:orderId`: the case on one page. Data is in clear where the rules of reads allow it. */
import { z } from 'zod';
import { isReference, READ_REASONS, type StatedReason } from '../../domain/reads/read.ts';
import { present } from '../../domain/present.ts';
import { readCaseFile } from '../../usecases/review/case-file.ts';
import type { Problems, Typed } from '../http/problems.ts';
import { deed, page, type Page } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import { CaseView } from './case-view.tsx';
import { texts } from './texts.ts';

export const casePage = page({
  path: '/review/orders/:orderId',
  roles: ['reviewer'],
  show: async (visit, { params }) => showCase(visit, params['orderId'] ?? ''),
});

/** Says why somebody looks who has not claimed the order, and shows it in clear. */
export const lookDeed = deed({
  path: '/review/orders/:orderId/look',
  roles: ['reviewer'],
  fields: z.object({
    reason: z.enum(READ_REASONS),
    reference: z
      .union([z.literal('').transform(() => undefined), z.string().refine(isReference, 'write the number of a ticket or letter, without data of people')])
      .optional(),
  }),
  does: async (visit, { reason, reference }, { params }) =>
    showCase(visit, params['orderId'] ?? '', { reason: { code: reason, ...present({ reference }) } }),
  again: async (visit, typed, problems, { params }) => showCase(visit, params['orderId'] ?? '', { typed, problems }),
}); // prettier-ignore

interface Shown {
  reason?: StatedReason;
  typed?: Typed;
  problems?: Problems;
}

/** The page of a case, with what was typed and what was wrong with it where something was. */
export async function showCase(visit: Visit, orderId: string, { reason, typed, problems }: Shown = {}): Promise<Page> {
  const file = await readCaseFile(visit.console, { caller: visit.caller, reason }, orderId);
  const title = visit.say(texts.caseTitle, { id: file.order.id });
  return {
    title,
    wide: true,
    follows: `/live/orders/${file.order.id}`,
    body: <CaseView visit={visit} file={file} reason={reason?.code} typed={typed} problems={problems} />,
    ...present({ status: problems?.status }),
  };
}
