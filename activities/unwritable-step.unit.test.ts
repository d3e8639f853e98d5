/** Which failures of a step are its own, so that it is refused with a task, and which pass. */
import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { RetryableError } from '../adapters/delivery-faults.ts';
import { DateOutOfRange } from '../domain/time/date-range.ts';
import { SealError } from '../store/sealing/seal.ts';
import { answering, writing } from './unwritable-step.ts';

const step = { cause: { outcome: 'APPLIED' } } as const;

const postgres = (code: string) => Object.assign(new Error('refused'), { code });

/** Whether the process is told that the step can never be written, instead of what went wrong. */
async function isRefused(fault: Error, attempt: number, tried: Parameters<typeof writing>[0] = step): Promise<boolean> {
  return isGivenUp(fault, attempt, (write) => writing(tried, write));
}

async function isGivenUp(
  fault: Error,
  attempt: number,
  doing: (work: () => Promise<never>) => Promise<unknown>,
): Promise<boolean> {
  const attempted = () =>
    doing(async () => {
      throw fault;
    });
  try {
    await new MockActivityEnvironment({ attempt }).run(attempted);
  } catch (thrown) {
    return thrown !== fault;
  }
  throw new Error('the step was written');
}

test.each(['22021', '22P05', '23502', '23514', '54000'])('%s is refused at the first try', async (code) => {
  expect(await isRefused(postgres(code), 1)).toBe(true);
});

test.each([
  ['23503', postgres('23503')],
  ['23505', postgres('23505')],
  ['23P01', postgres('23P01')],
  ['P0001', postgres('P0001')],
  ['0A000', postgres('0A000')],
  ['44000', postgres('44000')],
  ['a code of a trigger of the operator', postgres('ZZ123')],
  ['a fault of the program', new TypeError('x is undefined')],
])('%s is tried again twice and refused then', async (_, error) => {
  expect(await isRefused(error, 2)).toBe(false);
  expect(await isRefused(error, 3)).toBe(true);
});

test.each([
  ['08006', postgres('08006')],
  ['25006', postgres('25006')],
  ['28P01', postgres('28P01')],
  ['3D000', postgres('3D000')],
  ['40001', postgres('40001')],
  ['42501', postgres('42501')],
  ['42703', postgres('42703')],
  ['53100', postgres('53100')],
  ['55P03', postgres('55P03')],
  ['57P01', postgres('57P01')],
  ['58030', postgres('58030')],
  ['a broken connection', postgres('ECONNRESET')],
  ['a missing key', new SealError('no such master key')],
])('%s passes, however often it was tried', async (_, error) => {
  expect(await isRefused(error, 50)).toBe(false);
});

test('a refusal, which is the last that can be written, is tried for ever', async () => {
  expect(await isRefused(postgres('23514'), 50, { cause: { outcome: 'REFUSED' } })).toBe(false);
});

test('a question that can never be answered is given up like a step, and one to a party that is away is not', async () => {
  const isLeft = (fault: Error, attempt: number) => isGivenUp(fault, attempt, (work) => answering(work)(undefined));
  expect(await isLeft(new DateOutOfRange(), 1)).toBe(true);
  expect(await isLeft(new TypeError('x is undefined'), 2)).toBe(false);
  expect(await isLeft(new TypeError('x is undefined'), 3)).toBe(true);
  expect(await isLeft(new RetryableError('the gateway is away'), 50)).toBe(false);
});
