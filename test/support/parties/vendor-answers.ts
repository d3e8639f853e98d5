/** For tests of adapters: a vendor's address that gives the same answer to every request. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';

export interface FixedAnswer {
  /** Host and port, as SDKs take them. */
  endpoint: string;
  answer: { status: number; body: string };
  stop(): Promise<void>;
}

export async function startFixedAnswer(): Promise<FixedAnswer> {
  const server = createServer((req, res) => {
    req.resume();
    const { status, body } = fixed.answer;
    res.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fixed: FixedAnswer = {
    endpoint: `127.0.0.1:${portOf(server.address())}`,
    answer: { status: 200, body: '{}' },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return fixed;
}
