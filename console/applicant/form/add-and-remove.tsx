/** Adding people and websites to the form, and taking them out after a question. */
import { z } from 'zod';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { WarningText } from '../../components/warning-text.tsx';
import { inquire } from '../../../facts/inquiry.ts';
import { formMergePatchSchema } from '../../../domain/order/form-patch.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { settleDraft } from '../../../usecases/drafting/draft.ts';
import { saveForm } from '../../../usecases/drafting/save-form.ts';
import { deed, page, type ConsoleRoute } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { peopleIn, websitesIn, writtenOrder } from '../orders/applicant-order.ts';
import { orderPath, partPath } from '../orders/paths.ts';
import { nextName } from './save-fields.ts';
import { addTexts as texts } from './add-texts.ts';

const APPLICANT = ['applicant'] as const;
const nothing = z.looseObject({});

export const addAndRemoveRoutes: readonly ConsoleRoute[] = [
  deed({
    path: '/orders/:orderId/people',
    roles: APPLICANT,
    fields: nothing,
    does: (visit, _fields, { params }) => add(visit, params['orderId'] ?? '', 'people'),
    again: '/orders/:orderId',
  }),
  deed({
    path: '/orders/:orderId/websites',
    roles: APPLICANT,
    fields: nothing,
    does: (visit, _fields, { params }) => add(visit, params['orderId'] ?? '', 'websites'),
    again: '/orders/:orderId',
  }),
  page({
    path: '/orders/:orderId/remove/:part',
    roles: APPLICANT,
    show: async (visit, { params }) => {
      const { say, csrf } = visit;
      const order = await writtenOrder(visit, params['orderId'] ?? '');
      const part = params['part'] ?? '';
      const [, id = ''] = part.split('.');
      const named = [...peopleIn(order.form, say), ...websitesIn(order.form, say)].find(({ value }) => value === id);
      const title = say(texts.removeTitle, { name: named?.text ?? id });
      return {
        title,
        body: (
          <>
            <h1 class="govuk-heading-l">{title}</h1>
            <WarningText prefix={say(texts.warning)}>{say(texts.removeWarning)}</WarningText>
            <Form csrf={csrf} action={`${orderPath(order.id)}/remove/${part}`}>
              <div class="govuk-button-group">
                <Button look="warning">{say(texts.remove)}</Button>
                <ButtonLink look="secondary" href={partPath(order.id, part)}>
                  {say(texts.keep)}
                </ButtonLink>
              </div>
            </Form>
          </>
        ),
      };
    },
  }),
  deed({
    path: '/orders/:orderId/remove/:part',
    roles: APPLICANT,
    fields: nothing,
    does: async (visit, _fields, { params }) => {
      const order = await writtenOrder(visit, params['orderId'] ?? '');
      const [root = '', id = ''] = (params['part'] ?? '').split('.');
      const headless = root === 'people' ? withoutHead(order.form, id) : {};
      await change(visit, order.id, { ...headless, [root]: { [id]: null } });
      return { seeOther: orderPath(order.id), notice: texts.removed };
    },
    again: '/orders/:orderId/remove/:part',
  }),
];

async function add(visit: Visit, orderId: string, root: 'people' | 'websites') {
  const order = await writtenOrder(visit, orderId);
  const id = nextName(root === 'people' ? 'P' : 'W', Object.keys(order.form[root]));
  await change(visit, order.id, { [root]: { [id]: {} } });
  return { seeOther: partPath(order.id, `${root}.${id}`) };
}

async function change({ console: deps, caller }: Visit, orderId: string, patch: unknown): Promise<void> {
  const ask = inquire(deps);
  const saved = await saveForm(deps, ask, caller, {
    orderId,
    patch: formMergePatchSchema.parse(patch),
    mayReplace: () => true,
  });
  await settleDraft(deps, ask, saved.order, actorOf(caller));
}

/** Whoever leaves the form is head of nothing any more. */
function withoutHead(form: Parameters<typeof peopleIn>[0], personId: string) {
  const sites = Object.entries(form.websites).filter(([, { headId }]) => headId === personId);
  return {
    ...(form.entity.headId === personId ? { entity: { headId: null } } : {}),
    ...(sites.length === 0 ? {} : { websites: Object.fromEntries(sites.map(([id]) => [id, { headId: null }])) }),
  };
}
