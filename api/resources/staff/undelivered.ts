/** Messages that were not sent, across all orders, and sending them again once the cause is removed (R-MSG-3). */
import { z } from 'zod';
import type { CaseId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import {
  countUndelivered,
  MOST_REASONS,
  resendable,
  undelivered,
  type Resendable,
  type UndeliveredFilter,
} from '../../../store/messages/undelivered.ts';
import type { Caller } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { messageSchema, messageView } from '../../../usecases/shown/message-view.ts';
import { problem, type Problem } from '../../http/problems.ts';
import { sendAgain } from '../../../usecases/processes/redelivery.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { answer, ok, route, type Route } from '../../http/route.ts';

/** The text of a message is not shown here. */
const undeliveredSchema = messageSchema.omit({ params: true }).meta({ id: 'UndeliveredMessage' });
const countSchema = z.object({
  error: z.string(),
  channel: z.string(),
  state: z.enum(['held', 'failed', 'left', 'keptBack']),
  messages: z.int(),
});

const state = z.enum(['held', 'failed', 'left', 'keptBack', 'all']).default('all').meta({
  description:
    '`held`: waits until somebody puts something right, and is tried on. `failed`: given up. `left`: its process has ended without it; it is delivered within minutes. `keptBack`: its address has had today what it takes; it is tried again by itself.',
});
const channel = z.enum(['SMS', 'EMAIL']).optional();
const error = z.string().min(1).max(100).meta({ description: "The party's code, as `lastError` has it." });
const cursor = z.string().max(200).optional().meta({ description: '`cursor` of the answer before.' });

const listQuery = z.strictObject({
  state,
  error: error.optional(),
  channel,
  orderId: z.string().max(100).optional(),
  ...pageFields({ usual: 50, most: 200 }),
});

const resendBody = z.strictObject({ error, channel, state, cursor });
const AT_A_TIME = 200;

const startedSchema = z.object({
  messages: z.int().meta({ description: 'How many are sent again. One that went out meanwhile is not.' }),
  cursor: z.string().optional(),
});

export function undeliveredRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listUndelivered',
      tag: 'Messages',
      method: 'get',
      path: '/v1/messages/undelivered',
      cost: 5,
      permission: 'undelivered.read',
      summary:
        'Messages of all orders that are held, kept back, given up or left behind, newest first, and how many of each reason',
      query: listQuery,
      answers: {
        200: {
          description: 'One page.',
          schema: z.object({
            messages: z.array(undeliveredSchema),
            counts: z.array(countSchema).max(MOST_REASONS),
            cursor: nextCursor,
          }),
        },
      },
      handle: async ({ query: { limit, cursor: after, ...filter } }) => {
        const page = pageIn({ limit, cursor: after });
        const found = await undelivered(api.database, api.vault, filterOf(filter), page);
        const counts = await countUndelivered(api.database);
        return ok({
          messages: found.messages.map((message) => withoutContent(messageView(message, 'MASKED', []))),
          counts: counts.map(({ errorCode, ...count }) => ({
            ...count,
            error: errorCode,
            state: NAMES[count.state],
          })),
          ...present({ cursor: found.cursor }),
        });
      },
    }),
    route({
      id: 'resendMessage',
      tag: 'Messages',
      method: 'post',
      path: '/v1/messages/{messageId}/resend',
      permission: 'undelivered.resend',
      summary: 'Send one message again that is held or was given up',
      params: z.object({ messageId: z.uuid() }),
      answers: { 202: { description: 'It is being delivered.', schema: startedSchema } },
      problems: [409, 410],
      handle: async ({ params: { messageId }, caller }) => {
        const refusal = REFUSALS[await resendable(api.database, messageId)]?.();
        if (refusal !== undefined) throw refusal;
        return started(api, [messageId], caller);
      },
    }),
    route({
      id: 'resendMessages',
      tag: 'Messages',
      method: 'post',
      path: '/v1/messages/resend',
      cost: 20,
      permission: 'undelivered.resend',
      summary: 'Send all messages of one reason again',
      description: `At most ${AT_A_TIME} at a time: while the answer has a \`cursor\`, ask again with it.`,
      body: resendBody,
      answers: { 202: { description: 'They are being delivered.', schema: startedSchema } },
      handle: async ({ body: { cursor: after, ...filter }, caller }) => {
        const page = { limit: AT_A_TIME, ...present({ cursor: after }) };
        const found = await undelivered(api.database, api.vault, filterOf(filter), page);
        const ids = found.messages.flatMap(({ id, address }) => (address === undefined ? [] : [id]));
        return started(api, ids, caller, found.cursor);
      },
    }),
  ];
}

const REFUSALS: Readonly<Partial<Record<Resendable, () => Problem>>> = {
  UNKNOWN: () => problem('NOT_FOUND', { detail: 'There is no such message.' }),
  SENT: () => problem('CONFLICT', { detail: 'The message went out: sending it again would be a second one.' }),
  ERASED: () => problem('ERASED', { detail: 'Address and content of the message were erased with its order.' }),
};

async function started(api: Api, ids: readonly string[], { id: by }: Caller, after?: string) {
  const messages = await sendAgain(api, ids, by);
  return answer(202, { messages, ...present({ cursor: after }) });
}

const STATES = { held: 'HELD', failed: 'FAILED', left: 'LEFT', keptBack: 'KEPT_BACK', all: undefined } as const;
const NAMES = { HELD: 'held', FAILED: 'failed', LEFT: 'left', KEPT_BACK: 'keptBack' } as const;

const filterOf = ({
  state: wanted,
  error: errorCode,
  orderId,
  ...rest
}: Omit<z.output<typeof listQuery>, 'limit' | 'cursor'>): UndeliveredFilter => ({
  ...rest,
  state: STATES[wanted],
  errorCode,
  caseId: orderId as CaseId | undefined,
});

const withoutContent = ({ params: _params, ...view }: z.infer<typeof messageSchema>) => view;
