/**
 * The floor: a workflow written by hand for the one measured filing, without anything that Beian adds. It has one timer for each
 * wait, one activity for each state write and one for each message; it has no audit, no rules and no refusals.
 */
import {
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import { stepsOf, happyPath, type FilingStep } from '../happy-path.ts';
import type { FloorActivities, FloorInput } from './contract.ts';

const remote = proxyActivities<FloorActivities>({ startToCloseTimeout: '1 minute' });
const local = proxyLocalActivities<Pick<FloorActivities, 'writeState'>>({ startToCloseTimeout: '1 minute' });

/** `<id>:<number of the step>` names an action. */
const actionIdOf = (id: string, seq: number): string => `${id}:${seq}`;

export async function floorFiling({ id, contacts, stateWrites, ...numbered }: FloorInput): Promise<void> {
  const arrived = new Set<string>();
  for (const action of new Set(stepsOf(numbered).map((step) => step.action))) {
    setHandler(defineSignal<[{ actionId: string }]>(action), ({ actionId }) => void arrived.add(actionId));
  }
  const { writeState } = stateWrites === 'local' ? local : remote;
  let seq = 1;
  await writeState({ id, seq, action: 'opened', state: 'DRAFT' });
  for (const { days, steps } of happyPath(numbered)) {
    const [first, last] = [seq + 1, seq + signalled(steps).length];
    const allInTime = condition(() => hasAll(arrived, id, first, last), `${days} days`);
    for (const step of steps) {
      seq += 1;
      await happen(step, seq);
    }
    await allInTime;
  }

  async function happen(step: FilingStep, place: number): Promise<void> {
    if (step.by !== 'GATEWAY') await condition(() => arrived.has(actionIdOf(id, place)));
    await writeState({ id, seq: place, action: step.action, state: step.state });
    if (step.action === 'forwardToBureau') await remote.handOver({ id });
    await Promise.all(
      step.messages.map(({ code, channel, to }) => {
        const { mobile, email } = contacts[to];
        const address = channel === 'SMS' ? mobile : email;
        return remote.sendMessage({ key: `${id}-${code}-${channel}-${to}`, orderId: id, code, channel, address });
      }),
    );
  }
}

const signalled = (steps: readonly FilingStep[]): FilingStep[] => steps.filter(({ by }) => by !== 'GATEWAY');

function hasAll(arrived: ReadonlySet<string>, id: string, first: number, last: number): boolean {
  for (let seq = first; seq <= last; seq += 1) if (!arrived.has(actionIdOf(id, seq))) return false;
  return true;
}

/** The smallest workflow that answers an update, for the bare round trip. */
export async function answering(): Promise<void> {
  let ended = false;
  setHandler(defineUpdate<number, [number]>('echo'), (value) => value);
  setHandler(defineSignal('end'), () => {
    ended = true;
  });
  await condition(() => ended);
}
