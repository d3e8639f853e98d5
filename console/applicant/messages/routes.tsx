/** The in-app messages of the account. */
import { z } from 'zod';
import { instant } from '../../../domain/time/instant.ts';
import { DESK_CASE } from '../../../store/cases/desk-case.ts';
import { countUnread, inbox, markRead } from '../../../store/messages/inbox.ts';
import { ownAccount } from '../../../usecases/access/caller.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { Tag } from '../../components/tag.tsx';
import { deed, page, type ConsoleRoute } from '../../http/route.ts';
import { orderPath } from '../orders/paths.ts';
import { MessageText } from './message-text.tsx';
import { texts } from './texts.ts';

const APPLICANT = ['applicant'] as const;
const ON_A_PAGE = 20;

export const messageRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/messages',
    roles: APPLICANT,
    show: async (visit, { query: { cursor } }) => {
      const { say, csrf, caller, console: deps } = visit;
      const account = ownAccount(caller);
      const asked = { limit: ON_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const { messages, cursor: next } = await inbox(deps.database, deps.vault, account, asked);
      const unread = await countUnread(deps.database, account);
      return {
        title: say(texts.title),
        body: (
          <>
            <h1 class="govuk-heading-l">{say(texts.title)}</h1>
            <p class="govuk-body">{say(messages.length === 0 ? texts.none : texts.unread, { count: unread })}</p>
            {messages.map((message) => (
              <article key={message.id}>
                <p class="govuk-body">
                  {message.readAt === undefined ? <Tag colour="blue">{say(texts.isNew)}</Tag> : null}{' '}
                  {message.caseId === DESK_CASE ? null : (
                    <a class="govuk-link" href={orderPath(message.caseId)}>
                      {say(texts.order, { order: message.caseId })}
                    </a>
                  )}
                </p>
                <MessageText visit={visit} message={message} />
                {message.readAt === undefined ? (
                  <Form csrf={csrf} action={`/messages/${message.id}/read`}>
                    <Button look="secondary">{say(texts.markRead)}</Button>
                  </Form>
                ) : null}
              </article>
            ))}
            <Pagination
              label={say(texts.pages)}
              next={
                next === undefined
                  ? undefined
                  : { href: `/messages?cursor=${encodeURIComponent(next)}`, text: say(texts.older) }
              }
            />
          </>
        ),
      };
    },
  }),
  deed({
    path: '/messages/:messageId/read',
    roles: APPLICANT,
    fields: z.looseObject({}),
    does: async ({ console: deps, caller, now }, _fields, { params }) => {
      const id = z.uuid().safeParse(params['messageId']);
      const isThere = id.success && (await markRead(deps.database, ownAccount(caller), id.data, instant(now)));
      if (!isThere) throw refusal('NOT_FOUND');
      return { seeOther: '/messages' };
    },
    again: '/messages',
  }),
];
