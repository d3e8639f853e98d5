import { describe, expect, test } from '@jest/globals';
import type { Sent } from '../../store/messages/delivery.ts';
import { instant } from '../../domain/time/instant.ts';
import { createSentNotes } from './sent-notes.ts';

const sent = (id: string, resends = 0): Sent => ({ id, resends, at: instant(0) });

/** A table of notes that can be away, and that refuses some of them. */
function table() {
  const store = { away: false, refused: new Set<string>(), written: [] as string[], tries: 0 };
  const notes = createSentNotes(
    async (these) => {
      store.tries += 1;
      if (store.away || these.some(({ id }) => store.refused.has(id))) throw new Error('not written');
      store.written.push(...these.map(({ id }) => id));
    },
    { againAfterMs: 1, most: 3 },
  );
  return { store, notes };
}

describe('what a carrier took', () => {
  test('is kept until it is written, whoever asks for it', async () => {
    const { store, notes } = table();
    store.away = true;
    notes.keep(sent('a'));
    await expect(notes.write([sent('a')])).rejects.toThrow('not written');
    expect(notes.of({ id: 'a', resends: 0 })).toEqual(sent('a'));
    expect(notes.of({ id: 'a', resends: 1 })).toBeUndefined();
    store.away = false;
    expect(await notes.close(60_000)).toBe(0);
    expect(store.written).toEqual(['a']);
    expect(notes.of({ id: 'a', resends: 0 })).toBeUndefined();
  });

  test('is written although another note never can be', async () => {
    const { store, notes } = table();
    store.refused.add('bad');
    notes.keep(sent('bad'));
    notes.keep(sent('good'));
    await notes.write([sent('good')]);
    expect(store.written).toEqual(['good']);
    await expect(notes.write([sent('bad')])).rejects.toThrow('not written');
    expect(await notes.close(0)).toBe(1);
  });

  test('is kept in a bounded number: no more is sent until something is written', async () => {
    const { store, notes } = table();
    store.away = true;
    for (const id of ['a', 'b', 'c']) notes.keep(sent(id));
    expect(notes.isFull).toBe(true);
    expect(await notes.close(0)).toBe(3);
    store.away = false;
    expect(await notes.close(60_000)).toBe(0);
    expect(notes.isFull).toBe(false);
  });
});
