/**
 * Orders as bureau and MIIT hold them: hand-overs, MIIT's SMS verification, the bureau's decisions. Two things happen by
 * themselves: a hand-over is accepted at once, and in auto mode the SMS follows.
 *
 * The sandbox has no clock of its own. A filing's clock may differ from the wall clock, so the instant of every event can be
 * given; the default is the wall clock's time.
 */
import type { Memory } from '../state/memory.ts';
import type { Mailbox } from '../clouds/mailbox.ts';
import type { ReceivedHandOver } from './gateway-messages.ts';
import type { RecordRegister } from '../registers/record-register.ts';
import { createDecisions } from './decisions.ts';
import { createHandOvers, type FilingHandOver } from './hand-overs.ts';
import { createSmsVerification } from './sms-verification.ts';
import { tellBy, type TellInFile } from './telling.ts';
import type { Webhooks } from './webhooks.ts';

/** MIIT sends about five minutes after the hand-over (R-SMS-6); auto mode counts them on the filing's clock. */
const SMS_DELAY_MS = 5 * 60_000;

export interface Mode {
  /** `sync`: the answer to a hand-over accepts it. `async`: `forwardAccepted` follows later. */
  accept: 'sync' | 'async';
  /** After the acceptance MIIT sends its SMS by itself. */
  auto: boolean;
}

export type Filings = ReturnType<typeof createFilings>;

const MODE_AT_FIRST: Mode = { accept: 'sync', auto: false };

export function createFilings({
  memory,
  webhooks,
  inFile,
  mailbox,
  register,
  pageUrl,
}: {
  memory: Memory;
  webhooks: Webhooks;
  /** How orders are told that came over MIIT's own interface. */
  inFile: TellInFile;
  mailbox: Mailbox;
  register: RecordRegister;
  pageUrl: () => string;
}) {
  const handOvers = createHandOvers(memory);
  const resends = memory.collection<true>('resends');
  const modes = memory.collection<Mode>('modes');
  const tell = tellBy(webhooks, inFile);
  const decisions = createDecisions({ handOvers, tell, register });
  const sms = createSmsVerification({ handOvers, tell, mailbox, resends, pageUrl });
  const mode = (): Mode => modes.get('mode') ?? MODE_AT_FIRST;

  /** Auto mode's further steps after a hand-over was answered. */
  async function goOnByItself(handOver: FilingHandOver): Promise<void> {
    if (handOver.goesOnByItself !== true) return;
    delete handOver.goesOnByItself;
    handOvers.keep(handOver);
    const { orderId, handOver: number, at, personsToVerify } = handOver.content;
    if (handOver.answer.status === 'RECEIVED') await decisions.accept(orderId, { handOver: number });
    if (personsToVerify.length === 0) return;
    const sentAt = at === undefined ? undefined : new Date(Date.parse(at) + SMS_DELAY_MS).toISOString();
    await sms.startSms(orderId, { handOver: number, sentAt });
  }

  return {
    ...decisions,
    ...sms,
    goOnByItself,
    find: handOvers.find,
    list: (orderId?: string) => handOvers.list(orderId),
    receive(content: ReceivedHandOver): FilingHandOver {
      const handOver = handOvers.receive(content, mode().accept);
      if (mode().auto && handOver.deliveries === 1) {
        handOver.goesOnByItself = true;
        handOvers.keep(handOver);
      }
      return handOver;
    },
    /** Hand-overs that were to go on by themselves when the sandbox ended. */
    unfinished: (): FilingHandOver[] => handOvers.list().filter(({ goesOnByItself }) => goesOnByItself === true),
    mode,
    setMode(change: { accept?: Mode['accept'] | undefined; auto?: boolean | undefined }): Mode {
      const { accept, auto } = mode();
      modes.set('mode', { accept: change.accept ?? accept, auto: change.auto ?? auto });
      return mode();
    },
    reset(): void {
      handOvers.reset();
      resends.clear();
      modes.clear();
    },
  };
}
