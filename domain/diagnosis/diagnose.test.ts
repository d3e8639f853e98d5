import { expect, test } from '@jest/globals';
import type { AccessReason } from '../access/reasons.ts';
import { calendarDays, shanghai } from '../time/instant.ts';
import { CAUSES, explanationOf, type Cause } from './causes.ts';
import { diagnose, type DiagnosisFacts } from './diagnose.ts';
import type { Measured } from './measured.ts';

const SERVER = '203.0.114.10';
const now = shanghai('2026-03-11 12:00');

/** A website on which everything is in order. */
const facts = (more: Partial<DiagnosisFacts> = {}): DiagnosisFacts => ({
  now,
  gate: { serve: true, reason: 'FILED' },
  measured: {
    host: 'www.example.com',
    names: { outcome: 'RESOLVED', aliases: [], addresses: [SERVER] },
    connection: { address: SERVER, outcome: 'OPEN' },
    http: { outcome: 'ANSWERED', status: 200 },
  },
  domain: { domain: 'example.com', registered: true, registeredOn: '2026-03-01' },
  verifyWithin: calendarDays(5),
  servers: [SERVER],
  formerServers: ['203.0.114.11'],
  ...more,
});
const gate = (reason: AccessReason, serve = false) => ({ gate: { serve, reason } });
const nowhere: Measured = { host: 'www.example.com', names: { outcome: 'NO_SUCH_NAME', aliases: [], addresses: [] } };
const pointing = (address: string, outcome: 'OPEN' | 'REFUSED' | 'NO_ANSWER' = 'OPEN'): Measured => ({
  ...facts().measured,
  names: { outcome: 'RESOLVED', aliases: [], addresses: [address] },
  connection: { address, outcome },
});
const onHold = { domain: 'example.com', registered: true, onHold: true, realNameVerifiedOn: '2020-01-01' };

test.each<[Cause, Partial<DiagnosisFacts>]>([
  ['NOT_FILED', gate('NOT_FILED')],
  ['FILED_ELSEWHERE', gate('FILED_ELSEWHERE')],
  ['DEREGISTERED', gate('DEREGISTERED')],
  ['ACCESS_CANCELLED', gate('ACCESS_CANCELLED')],
  ['RECTIFICATION_OVERDUE', gate('RECTIFICATION_OVERDUE')],
  ['SYNC_PENDING', gate('SYNC_PENDING')],
  ['DOMAIN_SUSPENDED', { domain: onHold, measured: nowhere }],
  ['OWNER_UNVERIFIED', { measured: nowhere }],
  [
    'DNS_CHANGED_LATELY',
    {
      measured: pointing('203.0.114.99'),
      domain: { domain: 'example.com', registered: true, dnsChangedAt: '2026-03-10T12:00:00+08:00' },
    },
  ],
  ['OLD_ADDRESS', { measured: pointing('203.0.114.11') }],
  ['WRONG_ADDRESS', { measured: pointing('203.0.114.99') }],
  ['OPENING', gate('PROVISIONAL_OPENING')],
  ['PORT_CLOSED', { measured: pointing(SERVER, 'REFUSED') }],
  ['SERVER_SILENT', { measured: pointing(SERVER, 'NO_ANSWER') }],
  ['ALL_WELL', {}],
])('A-127 names %s', (cause, given) => expect(diagnose(facts(given))).toBe(cause));

test('A-127 R-ACC-G2 of several causes the first in the order of the rule is named', () => {
  const wrong = { measured: pointing('203.0.114.11', 'NO_ANSWER') };
  expect(diagnose(facts({ ...gate('NOT_FILED'), domain: onHold, ...wrong }))).toBe('NOT_FILED');
  expect(diagnose(facts({ ...gate('PROVISIONAL_OPENING'), domain: onHold, measured: nowhere }))).toBe(
    'DOMAIN_SUSPENDED',
  );
  expect(diagnose(facts({ ...gate('PROVISIONAL_OPENING'), ...wrong }))).toBe('OLD_ADDRESS');
  expect(diagnose(facts({ ...gate('PROVISIONAL_OPENING'), measured: pointing(SERVER, 'NO_ANSWER') }))).toBe('OPENING');
});

test('A-100 an owner counts as unverified from the sixth day on', () => {
  const since = (registeredOn: string) =>
    diagnose(facts({ measured: nowhere, domain: { domain: 'example.com', registered: true, registeredOn } }));
  expect(since('2026-03-06')).toBe('NO_ADDRESS');
  expect(since('2026-03-05')).toBe('OWNER_UNVERIFIED');
});

test.each(CAUSES)('%s is explained in both languages', (cause) => {
  for (const rule of ['YES', 'WARN_ONLY'] as const) {
    const { text } = explanationOf(cause, rule);
    expect(text.zh).toMatch(/\p{Script=Han}/u);
    expect(text.en).toMatch(/^[A-Z][^\p{Script=Han}]+\.$/u);
  }
});

test('A-177 C-20 a filed website that points elsewhere may lose its access, where its address must belong to the provider', () => {
  const loses = (cause: Cause, rule: 'YES' | 'WARN_ONLY') => explanationOf(cause, rule).text.en.includes('lose its access');
  for (const cause of ['POINTS_AWAY', 'WRONG_ADDRESS', 'OLD_ADDRESS'] as const) {
    expect([loses(cause, 'YES'), loses(cause, 'WARN_ONLY')]).toEqual([true, false]);
  }
  expect(loses('PORT_CLOSED', 'YES')).toBe(false);
}); // prettier-ignore
