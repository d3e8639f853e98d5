import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../sandbox.ts';
import { openMemory } from './memory.ts';

const folder = await mkdtemp(join(tmpdir(), 'beian-sandbox-'));
afterAll(() => rm(folder, { recursive: true }));

let file = '';
let files = 0;
beforeEach(() => {
  files += 1;
  file = join(folder, `state-${files}.jsonl`);
});

describe('what is kept', () => {
  test('is known to the next process, though the one before never closed its file', () => {
    const before = openMemory(file).collection<{ name: string }>('people');
    const changed = { name: 'Li Lei' };
    before.set('P1', changed);
    before.set('P2', { name: 'Han Meimei' });
    changed.name = 'Li Lei the elder';
    before.set('P1', changed);
    before.delete('P2');
    before.set('P3', { name: 'Lucy' });

    const after = openMemory(file).collection<{ name: string }>('people');
    expect(after.values()).toEqual([{ name: 'Li Lei the elder' }, { name: 'Lucy' }]);
    expect(after.get('P2')).toBeUndefined();
  });

  test('is gone once the collection was cleared', () => {
    const before = openMemory(file).collection<number>('serials');
    before.set('next', 12);
    before.clear();
    expect(openMemory(file).collection('serials').values()).toEqual([]);
  });

  test('is whole when the process was killed in the middle of a line', async () => {
    openMemory(file).collection<number>('serials').set('next', 12);
    await appendFile(file, '["serials","next",1');
    const again = openMemory(file).collection<number>('serials');
    expect(again.get('next')).toBe(12);
    again.set('next', 13);
    expect(openMemory(file).collection('serials').get('next')).toBe(13);
  });

  test('can be read by its owner only', async () => {
    openMemory(file).collection<number>('serials').set('next', 12);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });
});

test('a sandbox that was not stopped goes on where it was: numbers, messages, face checks, codes and events', async () => {
  const orderId = 'BA20260209-23456789';
  const content = {
    orderId,
    handOver: 1,
    type: 'FIRST',
    form: {
      entity: { certificateNumber: '91350100M000100Y43', province: 'GD' as const },
      people: { P1: { mobile: '13800138000', documentNumber: '11010519491231002X' } },
      websites: { W1: { domain: 'xinghe.example' } },
    },
    documents: [],
    personsToVerify: ['P1'],
  };
  const before = await createSandbox({ stateFile: file });
  before.filings.receive(content);
  await before.filings.startSms(orderId, {});
  await before.filings.sync(orderId, { issuedOn: '2026-04-29' });
  before.assets.putDomain({ domain: 'xinghe.example', registrant: { name: '星河' } });
  const { reference } = before.checks.open({
    vendor: 'tencent',
    name: '李雷',
    documentNumber: '11010519491231002X',
    returnUrl: 'http://127.0.0.1:9/',
    key: '',
  });
  await before.checks.take(reference, { code: '0' });
  before.switches.set('sms', 'busy', 2);
  before.switches.next('sms');

  const after = await createSandbox({ stateFile: file });
  try {
    expect(after.register.all()).toEqual(before.register.all());
    expect(after.register.nextSerial()).toBe(12_346);
    expect(after.mailbox.find({})).toEqual(before.mailbox.find({}));
    expect(after.filings.find(orderId)).toEqual(before.filings.find(orderId));
    expect(after.filings.receive({ ...content, handOver: 2 }).reference).toBe('MIIT-00000002');
    expect(after.checks.get(reference)?.tries).toMatchObject([{ code: '0' }]);
    expect(after.assets.all().domains).toMatchObject([{ domain: 'xinghe.example' }]);
    expect(['sms', 'sms'].map(() => after.switches.next('sms'))).toEqual(['busy', 'up']);
    // Nobody had heard of the two events; they wait for Beian's address as before.
    expect(after.webhooks.deliveries()).toMatchObject([
      { party: 'bureau', message: { event: 'smsStarted' }, status: 'WAITING' },
      { party: 'bureau', message: { event: 'recordSynced' }, status: 'WAITING' },
    ]);
  } finally {
    await Promise.all([before.stop(), after.stop()]);
  }
});
