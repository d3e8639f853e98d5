/** A proxy before a server. A test can break its connections, silence them and restore it, as networks do. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';

export interface WayTo {
  port: number;
  /** Connections made so far. */
  made: () => number;
  /** Breaks every connection; new connections are refused until the proxy is restored. */
  cut: () => Promise<void>;
  mend: () => Promise<void>;
  /** Present connections stay open and carry nothing; new connections work. */
  fallSilent: () => void;
  /** From now on requests reach the server, but its answers do not come back. */
  loseAnswers: () => void;
  close: () => Promise<void>;
}

/**
 * @example
 * const way = await wayTo({ host: '127.0.0.1', port: 5432 });
 * const url = throughWay(databaseUrl, way);
 */
export async function wayTo(server: { host: string; port: number }): Promise<WayTo> {
  const pairs = new Set<{ here: Socket; there: Socket }>();
  let made = 0;
  let answers: 'ARRIVE' | 'ARE_LOST' = 'ARRIVE';

  function carry(here: Socket): void {
    made += 1;
    const there = connect(server.port, server.host);
    const pair = { here, there };
    pairs.add(pair);
    here.on('data', (data) => there.write(data));
    there.on('data', (data) => answers === 'ARRIVE' && here.write(data));
    for (const socket of [here, there]) {
      socket.on('error', () => {}); // tells itself by `close`
      socket.on('close', () => {
        here.destroy();
        there.destroy();
        pairs.delete(pair);
      });
    }
  }

  let listening = await listen(carry, 0);
  const port = portOf(listening.address());
  const end = async () => {
    if (!listening.listening) return;
    const closed = once(listening, 'close');
    listening.close();
    for (const { here } of pairs) here.destroy();
    await closed;
  };
  return {
    port,
    made: () => made,
    cut: end,
    async mend() {
      listening = await listen(carry, port);
    },
    fallSilent() {
      for (const { here, there } of pairs) {
        for (const socket of [here, there]) socket.removeAllListeners('data').pause();
      }
    },
    loseAnswers() {
      answers = 'ARE_LOST';
    },
    close: end,
  };
}

async function listen(carry: (socket: Socket) => void, port: number): Promise<Server> {
  const server = createServer(carry);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A proxy before the server of a URL, and the URL that uses it. */
export async function wayToUrl(text: string): Promise<{ way: WayTo; url: string }> {
  const url = new URL(text);
  const way = await wayTo({ host: url.hostname, port: Number(url.port) });
  url.hostname = '127.0.0.1';
  url.port = String(way.port);
  return { way, url: url.toString() };
}
