/** The filing password of the entity (R-DEREG-5), asked for only where the rules want one. What was typed is never shown again. */
import { z } from 'zod';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { giveFilingPassword } from '../../../usecases/filing-password/give-password.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import type { Texts } from '../../texts/texts.ts';
import { writtenOrder } from './applicant-order.ts';
import { orderPath } from './paths.ts';
import { workTexts } from './work-texts.ts';

export const passwordTexts = {
  title: { zh: '备案密码', en: 'Filing password' },
  lead: {
    zh: '填写工信部在首次备案后以短信和邮件发给主体负责人的备案密码。忘记的，请在工信部网站找回。',
    en: 'Enter the filing password (备案密码) that MIIT sent to the head of the entity by SMS and mail after the first filing. If it is lost, MIIT’s website sends a new one.',
  },
  keep: { zh: '保存', en: 'Keep it' },
  kept: { zh: '已保存，提交时由工信部校验。', en: 'It is kept; MIIT judges it when the order is checked.' },
} as const satisfies Texts;

const PATH = '/orders/:orderId/filing-password';
const opened = (visit: Visit, { params }: PageRequest) => writtenOrder(visit, params['orderId'] ?? '');

export const filingPasswordRoutes: readonly ConsoleRoute[] = [
  page({
    path: PATH,
    roles: ['applicant'],
    show: async (visit, request) => passwordPage(visit, await opened(visit, request)),
  }),
  deed({
    path: PATH,
    roles: ['applicant'],
    fields: z.object({
      password: z
        .string()
        .trim()
        .regex(/^[!-~]{1,64}$/, 'write the password as MIIT sent it'),
    }),
    does: async (visit, { password }, request) => {
      const order = await opened(visit, request);
      await giveFilingPassword(visit.console, order, password);
      return { seeOther: orderPath(order.id), notice: passwordTexts.kept };
    },
    again: PATH,
  }),
];

function passwordPage({ say, csrf }: Visit, { id }: WrittenOrder): Page {
  return {
    title: say(passwordTexts.title),
    body: (
      <>
        <a class="govuk-back-link" href={orderPath(id)}>
          {say(workTexts.back)}
        </a>
        <h1 class="govuk-heading-l">{say(passwordTexts.title)}</h1>
        <p class="govuk-body">{say(passwordTexts.lead)}</p>
        <Form csrf={csrf} action={`${orderPath(id)}/filing-password`}>
          <TextInput
            id="password"
            type="password"
            label={say(passwordTexts.title)}
            autocomplete="off"
            maxLength={64}
            width={20}
          />
          <Button>{say(passwordTexts.keep)}</Button>
        </Form>
      </>
    ),
  };
}
