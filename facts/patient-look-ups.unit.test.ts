import { describe, expect, test } from '@jest/globals';
import { AskPersonError, PermanentError, RetryableError } from '../adapters/delivery-faults.ts';
import { lookUpPatiently } from './patient-look-ups.ts';

const LONG = 60_000;
const facts = { domain: 'example.cn', registered: true };

/** Fails once with each error, then answers. */
function party(...errors: Error[]) {
  let calls = 0;
  const ask = async () => {
    calls += 1;
    const error = errors.shift();
    if (error) throw error;
    return facts;
  };
  return { ask, calls: () => calls };
}

describe('a look-up somebody waits for', () => {
  test('is answered with the facts, also after two failed calls', async () => {
    const asked = party(new RetryableError('reset'), new RetryableError('busy'));
    expect(await lookUpPatiently(asked.ask, LONG)).toBe(facts);
    expect(asked.calls()).toBe(3);
  });

  test('ends as an outage when every call fails, and when no answer comes', async () => {
    const errors = Array.from({ length: 9 }, () => new RetryableError('away'));
    expect(await lookUpPatiently(party(...errors).ask, LONG)).toBe('OUTAGE');
    expect(await lookUpPatiently(() => new Promise<object>(() => {}), 1)).toBe('OUTAGE');
  });

  test.each([new PermanentError('refused', '400'), new AskPersonError('our keys')])(
    'ends as a refusal when another call cannot help: %s',
    async (error) => {
      const asked = party(error);
      const told: Error[] = [];
      expect(await lookUpPatiently(asked.ask, LONG, (why) => told.push(why))).toBe('REFUSED');
      expect(told).toEqual([error]);
      expect(asked.calls()).toBe(1);
    },
  );

  test('hides no error of our own', async () => {
    await expect(lookUpPatiently(party(new TypeError('a bug')).ask, LONG)).rejects.toThrow('a bug');
  });
});
