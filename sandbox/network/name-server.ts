/** A name server of the sandbox: it knows the names it was told, by UDP, with addresses or an alias, and no others. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type Answer, type DecodedPacket } from 'dns-packet';
import { z } from 'zod';
import type { Memory } from '../state/memory.ts';

export const siteNameSchema = z.strictObject({
  name: z.string().toLowerCase().max(253),
  addresses: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(16)
    .default([]),
  /** The name that it leads to. */
  alias: z.string().toLowerCase().max(253).optional(),
});
export type SiteName = z.infer<typeof siteNameSchema>;

export interface NameServer {
  /** `127.0.0.1:45300`. */
  address: string;
  put(name: SiteName): void;
  remove(name: string): void;
  all(): SiteName[];
  reset(): void;
  stop(): Promise<void>;
}

export async function startNameServer(
  memory: Memory,
  { host, port }: { host: string; port: number },
): Promise<NameServer> {
  const names = memory.collection<SiteName>('names');
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('error', () => {}); // an answer that could not be sent: whoever asked asks again
  socket.on('message', (message, from) => {
    const question = parsed(message);
    if (question !== undefined)
      socket.send(
        answerTo(question, (name) => names.get(name)),
        from.port,
        from.address,
      );
  });
  socket.bind(port, host);
  await once(socket, 'listening');
  return {
    address: `${host}:${socket.address().port}`,
    put: (name) => names.set(name.name, name),
    remove: (name) => names.delete(name),
    all: () => names.values(),
    reset: () => names.clear(),
    stop: () =>
      new Promise((resolve) => {
        socket.close(() => resolve());
      }),
  };
}

function parsed(message: Buffer): DecodedPacket | undefined {
  try {
    return decode(message);
  } catch {
    return undefined; // no question of the DNS
  }
}

const TTL_S = 1;
const NO_SUCH_NAME = 3;
const MOST_ALIASES = 8;

function answerTo({ id, questions = [] }: DecodedPacket, find: (name: string) => SiteName | undefined): Buffer {
  const [question] = questions;
  const answers: Answer[] = [];
  let known = question === undefined ? undefined : find(question.name.toLowerCase());
  const exists = known !== undefined;
  for (let count = 0; known?.alias !== undefined && count < MOST_ALIASES; count += 1) {
    answers.push({ type: 'CNAME', name: known.name, data: known.alias, ttl: TTL_S });
    known = question?.type === 'CNAME' ? undefined : find(known.alias);
  }
  for (const data of known?.addresses ?? []) {
    const type = data.includes(':') ? 'AAAA' : 'A';
    if (question?.type === type) answers.push({ type, name: known?.name ?? '', data, ttl: TTL_S });
  }
  // The flags say that the answer comes from who knows; the lowest bits are the outcome.
  const flags = 0x0400 | (exists ? 0 : NO_SUCH_NAME);
  return encode({ type: 'response', ...(id === undefined ? {} : { id }), flags, questions, answers });
}
