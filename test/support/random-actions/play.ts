/** Plays one random sequence: orders of one customer, with whatever may happen to them, and a look at everything after each action. */
import { hasEnded } from '../../../domain/lifecycle/stage.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import type { ApiBench } from '../servers/api-bench.ts';
import { agreesWithGate, agreesWithRecord, agreesWithTable, agreesWithWorkflow, orderNow } from './agreement.ts';
import { carriedOut, newCustomer, openNext, putOnRecord, typesOpen, type Customer } from './customer.ts';
import { movesIn, onward, type People } from './moves.ts';

export interface Sequence {
  /** The type of the first order. One that needs a record begins with two websites on record. */
  first: OrderType;
  /** Each picks a move from those that are possible. */
  choices: readonly number[];
}

/** Plays the sequence and returns what was done, as `action STAGE`. Throws at the first disagreement, with the way there. */
export async function playSequence(bench: ApiBench, { first, choices }: Sequence): Promise<string[]> {
  const customer = await newCustomer(bench);
  const people: People = {
    applicant: customer.person,
    first: await bench.as('reviewer'),
    second: await bench.as('reviewer'),
    operator: await bench.as('operator'),
    otherOperator: await bench.as('operator'),
    mailroom: await bench.as('mailroom'),
  };
  const done: string[] = [];
  let next: OrderType | undefined = first;
  let synced: ReturnType<typeof carriedOut> | undefined;
  const open = async (type: OrderType): Promise<void> => {
    await openNext(bench, customer, type);
    synced = carriedOut(customer, nextNumber);
    done.push(`open ${type}`);
  };
  /** Does one action: two times of three the one that leads onward, else any that is possible. */
  const go = async (choice: number): Promise<void> => {
    const { order } = customer;
    if (order === undefined || synced === undefined) throw new Error('no order is in progress');
    const { stage, progress } = await orderNow(bench, order);
    if (progress === undefined) throw new Error('the order has not begun');
    const all = movesIn(bench, people, stage);
    const any = choice % 3 !== 0 ? undefined : all[Math.floor(choice / 3) % all.length];
    const move = any ?? onward(bench, people, stage);
    const applied = await move.make({ order, progress, synced: synced.said });
    await handedOver(bench, customer);
    const after = await orderNow(bench, order);
    done.push(`${move.name} ${applied ? after.stage : 'refused'}`);
    if (after.stage === 'COMPLETED') synced.written();
    await agreesWithWorkflow(bench, order);
    await agreesWithTable(bench, order);
    if (hasEnded(after.stage)) customer.order = undefined;
    await agreesWithRecord(bench, customer);
    await agreesWithGate(bench, customer);
  };
  try {
    if (!typesOpen(customer).includes(first)) await putOnRecord(bench, customer);
    for (const choice of choices) {
      if (customer.order === undefined) {
        const types = typesOpen(customer);
        const type: OrderType | undefined =
          next !== undefined && types.includes(next) ? next : types[choice % types.length];
        next = undefined;
        if (type === undefined) return done;
        await open(type);
      }
      await go(choice);
    }
    return done;
  } catch (error) {
    throw new Error(`after ${done.join(', ')}`, { cause: error });
  } finally {
    if (customer.order !== undefined)
      await bench.temporal.workflow.getHandle(customer.order.id).terminate('the test is over');
  }
}

/** Waits until a hand-over that is under way has been answered. */
async function handedOver(bench: ApiBench, { order }: Customer): Promise<void> {
  if (order === undefined) return;
  const steps = bench.steps(order.id);
  while ((await orderNow(bench, order)).progress?.handOverUnderWay === true) {
    if ((await steps.next()).done === true) throw new Error('the hand-over was not answered');
  }
  await steps.return?.();
}

let issued = 0;
function nextNumber(): string {
  issued += 1;
  return `鲁ICP备${2_026_300_000 + issued}号`;
}
