/** For tests: the receiving side of webhooks, which checks each webhook with Beian's own code. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { alibabaReceipts } from '../../../adapters/sms/alibaba-receipts.ts';
import type { SmsReceipt, SmsReceipts } from '../../../adapters/sms/sms-receipts.ts';
import { tencentReceipts } from '../../../adapters/sms/tencent-receipts.ts';
import { type BureauWebhook, bureauWebhookSchema } from '../../../adapters/bureau/webhook-messages.ts';
import { createMemoryNonces, verifyRequest } from '../../../adapters/signatures/signed-request.ts';
import { SANDBOX_KEYS } from '../../../sandbox/keys.ts';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';

export interface BeianReceiver {
  url: string;
  bureau: BureauWebhook[];
  /** Addresses asked by GET: callbacks of Alibaba Cloud, and browsers that come back. */
  gets: string[];
  /** Delivery receipts of all senders. */
  sms: SmsReceipt[];
  /** Webhooks that arrived without a valid signature or in another form than agreed. */
  strange: string[];
  /** Statuses to answer next, before the ordinary 200. */
  answers: number[];
  /** Resolves when `count` webhooks in all have been answered since the last `forget`. */
  answered(count: number): Promise<void>;
  forget(): void;
  stop(): Promise<void>;
}

export async function startBeianReceiver(secret: string): Promise<BeianReceiver> {
  const nonces = createMemoryNonces();
  let answered = 0;
  let waiting: { count: number; resolve: () => void }[] = [];
  const settle = () => {
    for (const { count, resolve } of waiting) if (answered >= count) resolve();
    waiting = waiting.filter(({ count }) => answered < count);
  };

  const receiptReaders = new Map([
    [`/v1/webhooks/sms/tencent/${SANDBOX_KEYS.smsReceiptToken}`, tencentReceipts],
    [`/v1/webhooks/sms/alibaba/${SANDBOX_KEYS.smsReceiptToken}`, alibabaReceipts],
  ]);

  async function receive(path: string, headers: IncomingHttpHeaders, body: string): Promise<number> {
    const reader = receiptReaders.get(path);
    if (reader !== undefined) return receiver.answers.shift() ?? keepReceipts(reader.read(JSON.parse(body)));
    const header = (name: string) => headers[name]?.toString();
    const verdict = await verifyRequest({ secrets: [secret], path, header, body, nonces });
    if (!verdict.ok) return note(`${path}: ${verdict.problem}`, 401);
    const answer = receiver.answers.shift();
    if (answer !== undefined) return answer;
    return keep(path, JSON.parse(body)) ? 200 : note(`${path}: ${body}`, 422);
  }
  function note(what: string, status: number): number {
    receiver.strange.push(what);
    return status;
  }
  function keep(path: string, message: unknown): boolean {
    if (path === '/v1/webhooks/bureau') return add(receiver.bureau, bureauWebhookSchema.safeParse(message).data);
    return false;
  }
  function keepReceipts({ receipts, unreadable }: SmsReceipts): number {
    receiver.sms.push(...receipts);
    return unreadable === 0 ? 200 : note('a receipt that cannot be read', 422);
  }

  const server = createServer((req, res) => {
    if (req.method === 'GET') {
      receiver.gets.push(req.url ?? '');
      res.statusCode = receiver.answers.shift() ?? 200;
      res.end();
      return;
    }
    void (async () => {
      res.statusCode = await receive(req.url ?? '', req.headers, await text(req));
      res.end('{}');
      answered += 1;
      settle();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const receiver: BeianReceiver = {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    bureau: [],
    gets: [],
    sms: [],
    strange: [],
    answers: [],
    answered: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        settle();
      }),
    forget() {
      for (const list of [receiver.bureau, receiver.gets, receiver.sms, receiver.strange, receiver.answers])
        list.length = 0;
      answered = 0;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return receiver;
}

function add<Message>(list: Message[], message: Message | undefined): boolean {
  if (message === undefined) return false;
  list.push(message);
  return true;
}
