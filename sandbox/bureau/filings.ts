/**
 * Orders as bureau and MIIT hold them: hand-overs, MIIT's SMS verification, the bureau's decisions. Two things happen by
 * themselves: a hand-over is accepted at once, and in auto mode the SMS follows.
 *
 * The sandbox has no clock of its own. A filing's clock may differ from the wall clock, so the instant of every event can be
 * given; the default is the wall clock's time.
 */
import type { Mailbox } from '../clouds/mailbox.ts';
import type { ReceivedHandOver } from './gateway-messages.ts';
import type { RecordRegister } from '../registers/record-register.ts';
import { createDecisions } from './decisions.ts';
import { createHandOvers, type FilingHandOver } from './hand-overs.ts';
import { createSmsVerification } from './sms-verification.ts';
import { tellBy } from './telling.ts';
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

export function createFilings({
  webhooks,
  mailbox,
  register,
  pageUrl,
}: {
  webhooks: Webhooks;
  mailbox: Mailbox;
  register: RecordRegister;
  pageUrl: () => string;
}) {
  const handOvers = createHandOvers();
  const tell = tellBy(webhooks);
  const decisions = createDecisions({ handOvers, tell, register });
  const { forgetResends, ...sms } = createSmsVerification({ handOvers, tell, mailbox, pageUrl });
  let mode: Mode = { accept: 'sync', auto: false };

  /** Auto mode's further steps after a hand-over was answered. */
  async function goOnByItself(handOver: FilingHandOver): Promise<void> {
    if (!mode.auto || handOver.deliveries > 1) return;
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
    receive: (content: ReceivedHandOver): FilingHandOver => handOvers.receive(content, mode.accept),
    mode: () => mode,
    setMode(change: { accept?: Mode['accept'] | undefined; auto?: boolean | undefined }): Mode {
      mode = { accept: change.accept ?? mode.accept, auto: change.auto ?? mode.auto };
      return mode;
    },
    reset(): void {
      handOvers.reset();
      forgetResends();
      mode = { accept: 'sync', auto: false };
    },
  };
}
