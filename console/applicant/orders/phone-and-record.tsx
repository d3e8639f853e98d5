/** Going on with an order by phone, and taking the record anew into an order that was opened from it. */
import { z } from 'zod';
import { inquire } from '../../../facts/inquiry.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { settleDraft } from '../../../usecases/drafting/draft.ts';
import { takeRecordAnew } from '../../../usecases/order/open-from-record.ts';
import { deed, page, type ConsoleRoute } from '../../http/route.ts';
import { applicantOrder } from './applicant-order.ts';
import { HandOffCode } from './hand-off-code.tsx';
import { orderPath } from './paths.ts';
import { texts as orderTexts } from './texts.ts';
import { workTexts as texts } from './work-texts.ts';

const APPLICANT = ['applicant'] as const;

export const phoneAndRecordRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/orders/:orderId/phone',
    roles: APPLICANT,
    show: async (visit, { params }) => {
      const { say } = visit;
      const order = await applicantOrder(visit, params['orderId'] ?? '');
      return {
        title: say(texts.phoneTitle),
        body: (
          <>
            <a class="govuk-back-link" href={orderPath(order.id)}>
              {say(texts.back)}
            </a>
            <h1 class="govuk-heading-l">{say(texts.phoneTitle)}</h1>
            <p class="govuk-body">{say(texts.phoneLead)}</p>
            {await HandOffCode({ visit, order })}
          </>
        ),
      };
    },
  }),
  deed({
    path: '/orders/:orderId/record',
    roles: APPLICANT,
    fields: z.looseObject({}),
    does: async ({ console: deps, caller }, _fields, { params }) => {
      const order = await takeRecordAnew(deps, caller, { orderId: params['orderId'] ?? '' });
      await settleDraft(deps, inquire(deps), order, actorOf(caller));
      return { seeOther: orderPath(order.id), notice: orderTexts.recordTaken };
    },
    again: '/orders/:orderId',
  }),
];
