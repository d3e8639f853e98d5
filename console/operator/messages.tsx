/** Messages that were not sent, and sending them again once the cause is removed (R-MSG-3). */
import { z } from 'zod';
import { countUndelivered, resendable, undelivered } from '../../store/messages/undelivered.ts';
import { sendAgain } from '../../usecases/processes/redelivery.ts';
import { refusal } from '../../usecases/refusal.ts';
import { Table } from '../components/table.tsx';
import { deed, page } from '../http/route.ts';
import { streamOf } from '../live/lists.ts';
import { OrderLink } from './home.tsx';
import { Form, when } from './parts.tsx';
import { texts } from './texts.ts';

const SHOWN = 50;
/** Of one reason, at a time. */
const MOST = 200;

export const messages = page({
  path: '/operate/messages',
  roles: ['operator', 'auditor'],
  show: async (visit, { query: { cursor } }) => {
    const { say, console, caller } = visit;
    const mayResend = caller.role === 'operator';
    const [counts, found] = await Promise.all([
      countUndelivered(console.database),
      undelivered(console.database, console.vault, {}, { limit: SHOWN, ...(cursor === undefined ? {} : { cursor }) }),
    ]);
    return {
      title: say(texts.undelivered),
      wide: true,
      follows: streamOf('messages'),
      body: (
        <>
          <h1 class="govuk-heading-l">{say(texts.undelivered)}</h1>
          <Table
            caption={say(texts.reasons)}
            empty={say(texts.none)}
            columns={[texts.reason, texts.channel, texts.state, texts.count]
              .map((text) => say(text))
              .concat(say(texts.actions))}
            rows={counts.map(({ errorCode, channel, state, messages: count }) => [
              errorCode,
              channel,
              state,
              count,
              mayResend ? (
                <Form visit={visit} action="/operate/messages/resend" submit={say(texts.resendAll)} secondary>
                  <input type="hidden" name="error" value={errorCode} />
                </Form>
              ) : undefined,
            ])}
          />
          <Table
            caption={say(texts.messages)}
            empty={say(texts.none)}
            columns={[texts.message, texts.order, texts.channel, texts.reason, texts.since]
              .map((text) => say(text))
              .concat(say(texts.actions))}
            rows={found.messages.map(({ id, code, caseId, channel, lastError, at }) => [
              code,
              <OrderLink id={caseId} />,
              channel,
              lastError ?? '',
              when(at),
              mayResend ? (
                <Form visit={visit} action={`/operate/messages/${id}/resend`} submit={say(texts.resend)} secondary />
              ) : undefined,
            ])}
          />
          {found.cursor === undefined ? undefined : (
            <a class="govuk-link" href={`/operate/messages?cursor=${encodeURIComponent(found.cursor)}`}>
              {say(texts.more)}
            </a>
          )}
        </>
      ),
    };
  },
});

export const resendOne = deed({
  path: '/operate/messages/:messageId/resend',
  roles: ['operator'],
  again: '/operate/messages',
  fields: z.object({}),
  does: async ({ console, caller }, _fields, { params }) => {
    const id = z.uuid().safeParse(params['messageId']);
    const state = id.success ? await resendable(console.database, id.data) : 'UNKNOWN';
    if (!id.success || state === 'UNKNOWN') throw refusal('NOT_FOUND');
    if (state === 'SENT') throw refusal('CONFLICT');
    if (state === 'ERASED') throw refusal('ERASED');
    await sendAgain(console, [id.data], caller.id);
    return { seeOther: '/operate/messages', notice: texts.resent };
  },
});

export const resendAll = deed({
  path: '/operate/messages/resend',
  roles: ['operator'],
  again: '/operate/messages',
  fields: z.object({ error: z.string().min(1).max(100) }),
  does: async ({ console, caller }, { error }) => {
    const found = await undelivered(console.database, console.vault, { errorCode: error }, { limit: MOST });
    const ids = found.messages.flatMap(({ id, address }) => (address === undefined ? [] : [id]));
    await sendAgain(console, ids, caller.id);
    return { seeOther: '/operate/messages', notice: texts.resent };
  },
});
