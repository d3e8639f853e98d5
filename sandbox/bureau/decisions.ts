/** The bureau's answers to a hand-over: accepted or refused, approved or rejected, visible in MIIT's record. */
import type { BureauDecision } from '../../domain/lifecycle/action.ts';
import { isRemoval, issueNumbers, record } from '../registers/record-keeping.ts';
import type { RecordRegister } from '../registers/record-register.ts';
import { FilingProblem } from './filing-problem.ts';
import type { ReceivedHandOver } from './gateway-messages.ts';
import type { HandOvers } from './hand-overs.ts';
import type { EventChoice, Tell } from './telling.ts';
import type { Delivery } from './webhooks.ts';

export function createDecisions({
  handOvers,
  tell,
  register,
}: {
  handOvers: HandOvers;
  tell: Tell;
  register: RecordRegister;
}) {
  async function accept(orderId: string, choice: EventChoice & { at?: string | undefined }): Promise<Delivery> {
    const handOver = handOvers.find(orderId, choice.handOver);
    const at = choice.at ?? handOver.content.at ?? new Date().toISOString();
    return tell(handOver, 'forwardAccepted', { reference: handOver.reference, at }, choice.eventId);
  }

  /** The bureau's system took the hand-over, and refuses it later. */
  async function refuse(orderId: string, choice: EventChoice & { reason?: string | undefined }): Promise<Delivery> {
    const handOver = handOvers.find(orderId, choice.handOver);
    handOvers.closeRound(handOver, 'RETURNED');
    const { reason = '管局系统拒收 the bureau’s system did not take it' } = choice;
    return tell(handOver, 'forwardFailed', { reason }, choice.eventId);
  }

  async function decide(
    orderId: string,
    {
      handOver: number,
      eventId,
      ...decision
    }: EventChoice & { decision: BureauDecision['decision'] } & Record<string, unknown>,
  ): Promise<Delivery> {
    const handOver = handOvers.find(orderId, number);
    handOvers.closeRound(handOver, decision.decision);
    return tell(handOver, 'bureauDecision', decision, eventId);
  }

  /** Another provider has an order of the same entity, or with the same domain, at the bureau (R-ORD-2). */
  async function returnForConflict(
    orderId: string,
    choice: EventChoice & { conflict: 'HOST' | 'DOMAIN'; domain?: string | undefined },
  ): Promise<Delivery> {
    const { conflict, domain, ...event } = choice;
    const { form } = handOvers.find(orderId, event.handOver).content;
    const item =
      conflict === 'HOST'
        ? { path: 'entity.certificateNumber', code: 'HOST_CONFLICT', advice: '主体冲突' }
        : { path: `websites.${websiteWith(form, domain)}.domain`, code: 'DOMAIN_CONFLICT', advice: '域名冲突' };
    return decide(orderId, { ...event, decision: 'REJECTED', items: [item] });
  }

  /** The record becomes visible: the given numbers, or new ones, are kept in the register. */
  async function sync(
    orderId: string,
    choice: EventChoice & {
      issuedOn?: string | undefined;
      entityNumber?: string | undefined;
      websites?: { domain: string; number: string }[] | undefined;
    },
  ): Promise<Delivery> {
    const handOver = handOvers.find(orderId, choice.handOver);
    if (handOver.numbers === undefined) {
      handOver.numbers = issueNumbers(register, handOver.content, choice);
      record(register, handOver.content, handOver.numbers);
      handOvers.keep(handOver);
    }
    const issuedOn = choice.issuedOn === undefined ? {} : { issuedOn: choice.issuedOn };
    const told = isRemoval(handOver.content.type) ? { removed: true } : { ...handOver.numbers, ...issuedOn };
    return tell(handOver, 'recordSynced', told, choice.eventId);
  }

  return { accept, refuse, decide, returnForConflict, sync };
}

function websiteWith({ websites }: ReceivedHandOver['form'], domain: string | undefined): string {
  const [id] = Object.entries(websites).find(([, website]) => domain === undefined || website.domain === domain) ?? [];
  if (id === undefined) throw new FilingProblem(404, 'UNKNOWN_WEBSITE', 'The order has no website of this domain.');
  return id;
}
