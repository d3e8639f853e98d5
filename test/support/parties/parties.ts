/**
 * Outside parties for tests of the workflow tier, replaced at the adapters' interfaces: they keep every call, and fail
 * when a test says so.
 */
import { randomUUID } from 'node:crypto';
import type { AssetDirectory } from '../../../adapters/assets/asset-directory.ts';
import type { Bureau, HandOver, ScanImage } from '../../../adapters/bureau/bureau.ts';
import { AskPersonError, PermanentError, RetryableError } from '../../../adapters/delivery-faults.ts';
import type { DocumentStore } from '../../../adapters/documents/document-store.ts';
import { createImageProcess } from '../../../adapters/images/image-process.ts';
import type { ImageRewriter } from '../../../adapters/images/image-rewriter.ts';
import type { SiteProbe } from '../../../adapters/probe/site-probe.ts';
import type { FaceCheckRequest, FaceCheckStart, LivenessCheck } from '../../../adapters/liveness/liveness-check.ts';
import type { Email, EmailSender } from '../../../adapters/email/email-sender.ts';
import type { Sms, SmsSender } from '../../../adapters/sms/sms-sender.ts';
import type { DomainFacts, InstanceFacts, RecordLookup } from '../../../domain/assets/asset-facts.ts';
import type { FaceCheckResult } from '../../../domain/proofs/face-check.ts';
import { instant } from '../../../domain/time/instant.ts';
import { RECORD_OF_NOBODY } from './record-of-nobody.ts';

/**
 * How a channel fails: `down` while it is set, `refuse` for ever, `hold` until somebody corrects something, `tomorrow`
 * because the address has reached its limit of the day.
 */
export type Channel = 'up' | 'down' | 'refuse' | 'hold' | 'tomorrow';

/** How the gateway takes an order; `lost`: its answer does not arrive; `by hand`: staff must enter the order. */
export type HandOverMode = 'accept' | 'later' | 'by hand' | 'lost' | Channel;

/** An order as the gateway has it, with the images of its scans. */
export interface HandedOver extends Omit<HandOver, 'documents'> {
  documents: (ScanImage & { slot: string })[];
}

export interface TestParties {
  bureau: Bureau & {
    /** The submissions; a repeat under the same key is not a second one. */
    handOvers: HandedOver[];
    /** Every call for a hand-over, in `orderId/handOver`. */
    calls: string[];
    resent: string[];
    mode: HandOverMode;
    /** How the gateway takes the next calls for one order, one mode for each call; afterwards `mode` holds again. */
    turns: Map<string, HandOverMode[]>;
    lookUps: Map<string, Partial<RecordLookup>>;
    /** Certificate numbers that cannot be looked up, and how. */
    failing: Map<string, Channel>;
  };
  assets: AssetDirectory & {
    domains: Map<string, Partial<DomainFacts>>;
    /**
     * Certificate number of the registrant, by domain. Of any other domain, the entity asked about is the registrant.
     */
    registrants: Map<string, string>;
    instances: Map<string, Partial<InstanceFacts> | null>;
    /** Domains and servers that cannot be looked up, and how. */
    failing: Map<string, Channel>;
  };
  documents: DocumentStore & {
    contents: Map<string, Uint8Array>;
    /** Keys for which the store does not answer. */
    down: Set<string>;
  };
  images: ImageRewriter;
  probe: SiteProbe;
  email: EmailSender & Mailbox<Email>;
  sms: SmsSender & Mailbox<Sms>;
  liveness: TestLiveness;
}

/** Face checks that end as the test says. */
export interface TestLiveness extends LivenessCheck {
  browserScript: string | undefined;
  results: Map<string, FaceCheckResult>;
  /** Requests that opened a check. */
  started: FaceCheckRequest[];
  /** The results of the next starts, one for each start; afterwards every check is opened. */
  turns: (FaceCheckStart | Error)[];
  /** Set while the vendor cannot be asked. */
  trouble: Error | undefined;
  asked: string[];
}

interface Mailbox<Message> {
  sent: Message[];
  channel: Channel;
  /** How the channel behaves for the next messages to one address, one each; afterwards `channel` holds again. */
  turns: Map<string, Channel[]>;
  /** What a message for one address waits for before it is sent. */
  slow: Map<string, () => Promise<void>>;
}

/** Sees nothing of the network; a test that looks at websites takes the real probe and the sandbox's servers. */
const blindProbe: SiteProbe = {
  look: async (host) => ({ host, names: { outcome: 'NO_ANSWER', aliases: [], addresses: [] } }),
  read: async () => ({ outcome: 'NO_ANSWER' }),
};

export function createTestParties(): TestParties {
  return {
    bureau: testBureau(),
    assets: testAssets(),
    documents: testDocuments(),
    images: createImageProcess(),
    probe: blindProbe,
    email: mailbox<Email>(),
    sms: mailbox<Sms>(),
    liveness: testLiveness(),
  };
}

function testLiveness(): TestLiveness {
  const liveness: TestLiveness = {
    terms: { linkMinutes: 120, graceMinutes: 10 },
    browserScript: undefined,
    results: new Map(),
    started: [],
    turns: [],
    trouble: undefined,
    asked: [],
    async start(request) {
      const turn = liveness.turns.shift();
      if (turn instanceof Error) throw turn;
      if (turn !== undefined) return turn;
      const reference = `face-${randomUUID()}`;
      liveness.started.push(request);
      return { status: 'OPEN', reference, url: `https://vendor.example/face/${reference}` };
    },
    async result(reference) {
      liveness.asked.push(reference);
      if (liveness.trouble !== undefined) throw liveness.trouble;
      return liveness.results.get(reference) ?? { status: 'PENDING' };
    },
  };
  return liveness;
}

function fail(channel: Channel): void {
  switch (channel) {
    case 'down':
      throw new RetryableError('the channel is down');
    case 'refuse':
      throw new PermanentError('refused', 'REFUSED');
    case 'hold':
      throw new AskPersonError('the package is used up: buy another one', 'PACKAGE_EMPTY');
    case 'tomorrow':
      throw new RetryableError('no more for this number today', { code: 'DAILY_LIMIT', passes: 'TOMORROW' });
    case 'up':
      return;
    default:
      channel satisfies never;
  }
}

function mailbox<Message extends { to: string }>() {
  const box = {
    sent: [] as Message[],
    channel: 'up' as Channel,
    turns: new Map<string, Channel[]>(),
    slow: new Map<string, () => Promise<void>>(),
    async send(message: Message): Promise<{ reference: string }> {
      await box.slow.get(message.to)?.();
      fail(box.turns.get(message.to)?.shift() ?? box.channel);
      box.sent.push(message);
      return { reference: `ref-${box.sent.length}` };
    },
  };
  return box;
}

function testBureau(): TestParties['bureau'] {
  const bureau: TestParties['bureau'] = {
    handOvers: [],
    calls: [],
    resent: [],
    mode: 'accept',
    turns: new Map(),
    lookUps: new Map(),
    failing: new Map(),
    async handOver(order) {
      bureau.calls.push(`${order.orderId}/${order.handOver}`);
      const mode = bureau.turns.get(order.orderId)?.shift() ?? bureau.mode;
      if (mode !== 'accept' && mode !== 'later' && mode !== 'lost' && mode !== 'by hand') fail(mode);
      const known = bureau.handOvers.some(
        ({ orderId, handOver }) => orderId === order.orderId && handOver === order.handOver,
      );
      if (!known) bureau.handOvers.push({ ...order, documents: await imagesOf(order) });
      if (mode === 'lost') fail('down');
      if (mode === 'later') return { status: 'RECEIVED' };
      if (mode === 'by hand') return { status: 'RECEIVED', byHand: true };
      return { status: 'ACCEPTED', reference: `${order.orderId}/${order.handOver}`, at: instant(Date.now()) };
    },
    async resendSms({ orderId }) {
      bureau.resent.push(orderId);
    },
    async lookUp({ certificateNumber, domain }) {
      fail(bureau.failing.get(certificateNumber) ?? 'up');
      const known = { ...bureau.lookUps.get(certificateNumber), ...bureau.lookUps.get(domain) };
      return { ...RECORD_OF_NOBODY, ...known };
    },
  };
  return bureau;
}

async function imagesOf({ documents }: HandOver): Promise<HandedOver['documents']> {
  const images: HandedOver['documents'] = [];
  for (const { slot, withImage } of documents) {
    images.push({ slot, ...(await withImage(async (image) => image)) });
  }
  return images;
}

/** Everything is in order unless a test says otherwise; `null` for an instance that does not exist. */
function testAssets(): TestParties['assets'] {
  const domains = new Map<string, Partial<DomainFacts>>();
  const registrants = new Map<string, string>();
  const instances = new Map<string, Partial<InstanceFacts> | null>();
  const failing = new Map<string, Channel>();
  const instance = async (instanceId: string): Promise<InstanceFacts | undefined> => {
    fail(failing.get(instanceId) ?? 'up');
    const changes = instances.get(instanceId);
    if (changes === null) return undefined;
    return {
      instanceId,
      product: 'VM',
      mainland: true,
      prepaid: true,
      termMonths: 36,
      expiresOn: '2030-01-31',
      publicIp: '203.0.113.10',
      ownerAccountId: 'anyone',
      ...changes,
    };
  };
  return {
    domains,
    registrants,
    instances,
    failing,
    async domain(domain, { certificateNumber }) {
      fail(failing.get(domain) ?? 'up');
      const registrant = registrants.get(domain);
      const registrantKind = domain.startsWith('individual') ? 'PERSON' : 'ORGANISATION';
      return {
        domain,
        registered: true,
        mainlandRegistrar: true,
        registeredHere: true,
        registrantKind,
        registrantMatches: registrant === undefined || registrant === certificateNumber,
        realNameVerifiedOn: '2025-01-05',
        expiresOn: '2030-01-05',
        ...domains.get(domain),
      };
    },
    instance,
    async serverAt(address) {
      fail(failing.get(address) ?? 'up');
      const [named] = [...instances].find(([, changes]) => changes?.publicIp === address) ?? [];
      return named === undefined ? undefined : instance(named);
    },
  };
}

function testDocuments(): TestParties['documents'] {
  const contents = new Map<string, Uint8Array>();
  const down = new Set<string>();
  return {
    contents,
    down,
    async put(key, content) {
      contents.set(key, content);
    },
    async get(key) {
      if (down.has(key)) throw new RetryableError('the object store is not available now');
      const content = contents.get(key);
      if (!content) throw new PermanentError(`nothing under ${key}`, 'NOT_FOUND');
      return content;
    },
    async delete(key) {
      contents.delete(key);
    },
    async *list() {
      yield [...contents.keys()].toSorted().map((key) => ({ key, storedAt: 0 }));
    },
  };
}
