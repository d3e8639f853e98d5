import { describe, expect, test } from '@jest/globals';
import { Refusal } from './refusal.ts';
import { createTurns, type Turn, type TurnRules } from './turns.ts';

const RULES: TurnRules = {
  perOwner: 2,
  inAll: 3,
  waitingPerOwner: 2,
  waitingInAll: 4,
  waitMs: 60_000,
  advice: { owner: 'yours first', all: 'later' },
};

/** Work that goes on until the test ends it. */
function piece() {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
}

const begun = async (began: string[]) => {
  await new Promise(setImmediate);
  return began;
};

function bench(rules: Partial<TurnRules> = {}) {
  const turns = createTurns({ ...RULES, ...rules });
  const began: string[] = [];
  const pieces = new Map<string, ReturnType<typeof piece>>();
  const run = (name: string, work?: (turn: Turn) => Promise<void>) => {
    const one = piece();
    pieces.set(name, one);
    return turns.run(name.slice(0, 1), async (turn) => {
      began.push(name);
      await (work?.(turn) ?? one.ended);
      return name;
    });
  };
  return { run, began, end: (name: string) => pieces.get(name)?.end() };
}

describe('turns', () => {
  test('let a person do no more at once than their share, and others meanwhile', async () => {
    const { run, began, end } = bench();
    const all = ['a1', 'a2', 'a3', 'b1'].map((name) => run(name));
    expect(await begun(began)).toEqual(['a1', 'a2', 'b1']);
    end('a1');
    await all[0];
    expect(await begun(began)).toEqual(['a1', 'a2', 'b1', 'a3']);
    for (const name of ['a2', 'a3', 'b1']) end(name);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  test('go first to whoever has the fewest', async () => {
    const { run, began, end } = bench({ inAll: 2 });
    const all = ['a1', 'a2', 'a3', 'b1'].map((name) => run(name));
    await begun(began);
    end('a1');
    expect(await begun(began)).toEqual(['a1', 'a2', 'b1']);
    for (const name of ['a2', 'a3', 'b1']) end(name);
    await Promise.all(all);
  });

  test('are refused at once to a person for whom enough waits already, and come back when work fails', async () => {
    const { run, began, end } = bench();
    const all = ['a1', 'a2', 'a3', 'a4'].map((name) => run(name));
    await expect(run('a5')).rejects.toMatchObject({
      code: 'TOO_MANY',
      details: { detail: 'yours first', retryAfter: 5 },
    });
    for (const name of ['a1', 'a2', 'a3', 'a4']) end(name);
    await Promise.all(all);
    await expect(run('a6', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    for (const name of ['a7', 'a8']) void run(name);
    expect((await begun(began)).slice(-2)).toEqual(['a7', 'a8']);
    for (const name of ['a7', 'a8']) end(name);
  });

  test('that do not come in time are refused, and say whether the person or everybody sends too much', async () => {
    const { run, began, end } = bench({ waitMs: 1 });
    const all = ['a1', 'a2', 'b1'].map((name) => run(name));
    await begun(began);
    await expect(run('a3')).rejects.toMatchObject({ code: 'TOO_MANY' });
    await expect(run('c1')).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { detail: 'later' } });
    await expect(run('c2')).rejects.toBeInstanceOf(Refusal);
    for (const name of ['a1', 'a2', 'b1']) end(name);
    await Promise.all(all);
  });

  test('may be waited for by a newcomer though no more may wait: whoever waits for most gives up one', async () => {
    const { run, began, end } = bench({ inAll: 1, perOwner: 1, waitingPerOwner: 2, waitingInAll: 2 });
    const first = run('a1');
    const second = run('a2');
    const third = run('a3');
    const newcomer = run('b1');
    await expect(third).rejects.toMatchObject({ code: 'TOO_MANY' });
    end('a1');
    expect(await first).toBe('a1');
    for (const name of ['a2', 'b1']) end(name);
    expect(await Promise.all([second, newcomer])).toEqual(['a2', 'b1']);
    expect(began).toEqual(['a1', 'a2', 'b1']);
  });

  test('are taken from work that makes no progress when others wait', async () => {
    const { run, began } = bench({ inAll: 1 });
    const slow = run('a1', (turn) => {
      turn.dawdles = () => true;
      return new Promise((_resolve, reject) => {
        turn.signal.addEventListener('abort', () => reject(new Error('gave way')));
      });
    });
    const quick = run('b1', () => Promise.resolve());
    await expect(slow).rejects.toThrow('gave way');
    expect(await quick).toBe('b1');
    expect(began).toEqual(['a1', 'b1']);
  });
});
