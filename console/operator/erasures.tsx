/** Erasing an order or an account before its term: one person asks, another one agrees (§16.4). */
import type { JSX } from 'preact';
import { z } from 'zod';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { erasurePage, type ErasureRequest } from '../../store/erasures/erasures.ts';
import { ERASURE_GROUNDS } from '../../store/erasures/tables.ts';
import { agreeToErase, askToErase, refuseToErase } from '../../usecases/erasure/erase.ts';
import { refusal } from '../../usecases/refusal.ts';
import { Select } from '../components/select.tsx';
import { Table } from '../components/table.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';
import { deed, page, type Page } from '../http/route.ts';
import { streamOf } from '../live/lists.ts';
import type { Visit } from '../http/visit.ts';
import { Form, when } from './parts.tsx';
import { texts } from './texts.ts';

const PATH = '/operate/erasures';
const SHOWN = 100;
const reason = z.string().trim().min(1).max(500);

export const erasures = page({
  path: '/operate/erasures',
  roles: ['operator', 'auditor'],
  show: async (visit) => erasuresPage(visit),
});

async function erasuresPage(visit: Visit): Promise<Page> {
  const { say, console } = visit;
  const { rows } = await erasurePage(console.database, console.vault, { limit: SHOWN });
  return {
    title: say(texts.erasures),
    follows: streamOf('erasures'),
    body: (
      <>
        <h1 class="govuk-heading-l">{say(texts.erasures)}</h1>
        <Table
          caption={say(texts.waiting)}
          empty={say(texts.none)}
          columns={[texts.account, texts.order, texts.ground, texts.why, texts.askedBy, texts.since]
            .map((text) => say(text))
            .concat(say(texts.actions))}
          rows={rows.map((request) => [
            request.accountId,
            request.orderId ?? '–',
            say(texts[request.ground]),
            request.reason ?? '–',
            request.askedBy,
            when(request.askedAt),
            <Answers visit={visit} request={request} />,
          ])}
        />
        <h2 class="govuk-heading-m">{say(texts.askToErase)}</h2>
        <Form visit={visit} action="/operate/erasures" submit={say(texts.askToErase)}>
          <TextInput id="order" label={say(texts.findOrder)} hint={say(texts.eraseHint)} width={20} />
          <TextInput id="account" label={say(texts.account)} width={20} />
          <Select
            id="ground"
            label={say(texts.ground)}
            choices={ERASURE_GROUNDS.map((ground) => ({ value: ground, text: say(texts[ground]) }))}
          />
          <Textarea id="reason" rows={3} label={say(texts.why)} />
        </Form>
      </>
    ),
  };
}

/** Four eyes are shown before one tries. */
const Answers = ({ visit, request: { id, askedBy } }: { visit: Visit; request: ErasureRequest }): JSX.Element => (
  <>
    {askedBy === visit.caller.id ? (
      <p class="govuk-body">{visit.say(texts.yoursToWait)}</p>
    ) : (
      <Form visit={visit} action={`/operate/erasures/${id}/agreement`} submit={visit.say(texts.agree)} />
    )}
    <Form visit={visit} action={`/operate/erasures/${id}/refusal`} submit={visit.say(texts.refuse)} secondary>
      <TextInput id={`reason-${id}`} name="reason" label={visit.say(texts.why)} width={20} />
    </Form>
  </>
);

export const erasureAsked = deed({
  path: '/operate/erasures',
  roles: ['operator', 'auditor'],
  fields: z.object({
    order: z.string().trim().max(100),
    account: z.string().trim().max(255),
    ground: z.enum(ERASURE_GROUNDS),
    reason,
  }),
  again: PATH,
  does: async ({ console, caller, say }, { order, account, ground, reason: why }) => {
    if ((order === '') === (account === '')) {
      throw refusal('INVALID', {
        findings: [{ path: 'order', code: 'ORDER_OR_ACCOUNT', advice: say(texts.eraseHint) }],
      });
    }
    const of = order === '' ? { accountId: account as AccountId } : { orderId: order as OrderId };
    await askToErase(console, caller, { of, ground, reason: why });
    return { seeOther: '/operate/erasures', notice: texts.asked };
  },
});

export const erasureAgreed = deed({
  path: '/operate/erasures/:erasureId/agreement',
  roles: ['operator', 'auditor'],
  fields: z.object({}),
  again: PATH,
  does: async ({ console, caller }, _fields, { params }) => {
    await agreeToErase(console, caller, idIn(params));
    return { seeOther: '/operate/erasures', notice: texts.erased };
  },
});

export const erasureRefused = deed({
  path: '/operate/erasures/:erasureId/refusal',
  roles: ['operator', 'auditor'],
  fields: z.object({ reason }),
  again: PATH,
  does: async ({ console, caller }, { reason: why }, { params }) => {
    await refuseToErase(console, caller, { id: idIn(params), reason: why });
    return { seeOther: '/operate/erasures', notice: texts.refused };
  },
});

function idIn({ erasureId }: Readonly<Record<string, string>>): string {
  const id = z.uuid().safeParse(erasureId);
  if (!id.success) throw refusal('NOT_FOUND');
  return id.data;
}
