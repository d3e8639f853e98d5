/** What name servers say of a host, bounded in time and in number. */
import { Resolver } from 'node:dns/promises';
import type { Measured } from '../../domain/diagnosis/measured.ts';
import { errorCode } from '../error-code.ts';

const MOST_ALIASES = 8;
const MOST_ADDRESSES = 16;

type Names = Measured['names'];

export async function namesOf(
  host: string,
  { nameServers, timeoutMs }: { nameServers: readonly string[] | undefined; timeoutMs: number },
): Promise<Names> {
  const resolver = new Resolver({ timeout: Math.floor(timeoutMs / 2), tries: 2 });
  if (nameServers !== undefined) resolver.setServers(nameServers);
  const late = setTimeout(() => resolver.cancel(), timeoutMs * 2);
  try {
    const [aliases, four, six] = await Promise.all([
      aliasesOf(resolver, host),
      outcomeOf(resolver.resolve4(host)),
      outcomeOf(resolver.resolve6(host)),
    ]);
    const addresses = [...four.found, ...six.found].slice(0, MOST_ADDRESSES);
    return { outcome: addresses.length > 0 ? 'RESOLVED' : worse(four.outcome, six.outcome), aliases, addresses };
  } finally {
    clearTimeout(late);
  }
}

async function aliasesOf(resolver: Resolver, host: string): Promise<string[]> {
  const aliases: string[] = [];
  for (let name: string | undefined = host; name !== undefined && aliases.length < MOST_ALIASES;) {
    const { found }: { found: string[] } = await outcomeOf(resolver.resolveCname(name));
    [name] = found;
    if (name === undefined || aliases.includes(name)) break;
    aliases.push(name);
  }
  return aliases;
}

const OUTCOMES: Readonly<Record<string, Names['outcome']>> = {
  ENOTFOUND: 'NO_SUCH_NAME',
  ENODATA: 'NO_ADDRESS',
  ETIMEOUT: 'NO_ANSWER',
  ECONNREFUSED: 'NO_ANSWER',
  ECANCELLED: 'NO_ANSWER',
};

async function outcomeOf(asked: Promise<string[]>): Promise<{ outcome: Names['outcome']; found: string[] }> {
  try {
    return { outcome: 'RESOLVED', found: await asked };
  } catch (error) {
    return { outcome: OUTCOMES[errorCode(error) ?? ''] ?? 'OTHER', found: [] };
  }
}

/** What the two questions for addresses say together when neither found one. */
const worse = (four: Names['outcome'], six: Names['outcome']): Names['outcome'] =>
  four === 'NO_ADDRESS' && six !== 'NO_SUCH_NAME' ? 'NO_ADDRESS' : four;
