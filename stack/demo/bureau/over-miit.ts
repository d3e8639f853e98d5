/**
 * Acts of bureau and MIIT where orders go over MIIT's own interface. The sandbox's bureau knows a request by a number of its own, so it
 * is found by the domains of the order. V3.0 says nothing of SMS verification: an operator enters what MIIT's own system shows.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { insisting, type Reply } from '../clients.ts';
import type { ExampleStep } from '../example.ts';
import type { BureauScene } from './scene.ts';
import { enterByHand } from './by-hand.ts';

/** MIIT's SMS verification. A return ends the request at the bureau as well. */
const ENTERED = ['smsStarted', 'smsVerified', 'smsFailed', 'smsReturned'];
/** A decision that V3.0 has no words for, either. */
const WRONG_TYPE = 'WRONG_TYPE';
const RETURNS = ['smsFailed', 'smsReturned'];

/**
 * Undefined for what happens by itself: the bureau's answer to the upload accepts an order.
 *
 * @param act the name of the act in the sandbox's control API
 */
export async function actOverMiit(step: ExampleStep, act: string, scene: BureauScene): Promise<Reply | undefined> {
  if (step.do === 'forwardAccepted') return undefined;
  if (step.with['decision'] === WRONG_TYPE) return enterByHand(step, scene);
  if (!ENTERED.includes(step.do)) return atBureau(scene, act, { ...dayOf(step, scene.at), ...step.with });
  if (RETURNS.includes(step.do)) await atBureau(scene, 'return', {});
  return enterByHand(step, scene);
}

/** Files carry the day of a decision, on the order's own clock. */
const dayOf = (step: ExampleStep, at: string): { issuedOn?: string } =>
  step.with['decision'] === 'APPROVED' ? { issuedOn: at.slice(0, 10) } : {};

/** An order of several websites may be several requests; the bureau does the same to each. */
async function atBureau(scene: BureauScene, act: string, body: object): Promise<Reply | undefined> {
  let last: Reply | undefined;
  for (const request of await requestsOf(scene)) last = await scene.sandbox('POST', `/orders/${request}/${act}`, body);
  return last;
}

const handOversSchema = z.object({
  handOvers: z.array(z.object({ orderId: z.string(), outcome: z.string().optional() })),
});
const ENDED = ['RETURNED', 'REJECTED', 'WRONG_TYPE'];
const LOOKS = 180;
const LOOK_AGAIN_MS = 500;

/** The bureau's numbers of the order's last hand-over; its upload takes a moment. */
async function requestsOf(scene: BureauScene, looks = LOOKS): Promise<string[]> {
  const domains = scene.example.world.domains.map(({ domain }) => z.string().parse(domain));
  const found = new Set<string>();
  for (const domain of domains) {
    const { body } = await insisting(scene.sandbox)('GET', `/orders?domain=${encodeURIComponent(domain)}`);
    const last = handOversSchema.parse(body).handOvers.at(-1);
    if (last !== undefined && !ENDED.includes(last.outcome ?? '')) found.add(last.orderId);
  }
  if (found.size > 0) return [...found];
  if (looks === 1) throw new Error(`the bureau has no request about ${domains.join(', ')}`);
  await pause(LOOK_AGAIN_MS);
  return requestsOf(scene, looks - 1);
}
