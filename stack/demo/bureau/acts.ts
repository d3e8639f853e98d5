/** Acts of bureau and MIIT on an order, by the way on which the stack's orders reach the bureau. */
import type { BureauWay } from '../../bureau-in-sandbox.ts';
import type { Reply } from '../clients.ts';
import type { ExampleStep } from '../example.ts';
import { enterByHand } from './by-hand.ts';
import { actOverMiit } from './over-miit.ts';
import type { BureauScene } from './scene.ts';

/** What bureau and MIIT do, by the names that the sandbox's control API has for it. */
const ACTS: Readonly<Record<string, string>> = {
  forwardAccepted: 'accept',
  smsStarted: 'sms-started',
  smsVerified: 'verify',
  smsFailed: 'fail',
  smsReturned: 'return',
  conflict: 'conflict',
  bureauDecision: 'decision',
  recordSynced: 'sync',
};

export const isActOfBureau = ({ who, do: act }: ExampleStep): boolean =>
  (who === 'M' || who === 'B') && ACTS[act] !== undefined;

/** Undefined for what happens by itself on this way. */
export async function actAtBureau(way: BureauWay, step: ExampleStep, scene: BureauScene): Promise<Reply | undefined> {
  switch (way) {
    case 'gateway': {
      const defaults = step.do === 'smsStarted' ? { sentAt: scene.at } : {};
      return scene.sandbox('POST', `/orders/${scene.id}/${ACTS[step.do] ?? step.do}`, { ...defaults, ...step.with });
    }
    case 'miit':
      return actOverMiit(step, ACTS[step.do] ?? step.do, scene);
    case 'manual':
      return enterByHand(step, scene);
    default:
      return way satisfies never;
  }
}
