/** Tokens of an identity provider at both doors, API and codec server: which are taken, and what the log says of the others. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPair } from 'jose';
import { pino } from 'pino';
import request from 'supertest';
import { jwksTokens } from '../../api/auth/tokens.ts';
import { providerTokens } from '../../adapters/identity-provider/tokens.ts';
import { parseCodecKeys } from '../../codec/codec-keys.ts';
import { createCodecServer } from '../../codec/codec-server.ts';
import { createPayloadCodec } from '../../codec/payload-codec.ts';
import { individual } from '../support/orders/applicants.ts';
import {
  AUDIENCE,
  ISSUER,
  secondsFromNow,
  startIdentityProvider,
  type IdentityProvider,
} from '../support/parties/identity-provider.ts';
import { Person, startApiBench, succeeded, type ApiBench } from '../support/servers/api-bench.ts';

const ROLES_CLAIM = 'https://beian.example/roles';
const ACCOUNT_CLAIM = 'app_metadata.account';

let bench: ApiBench;
let provider: IdentityProvider;
let api: ReturnType<ApiBench['appWith']>;
let codec: ReturnType<typeof createCodecServer>;
const logged: Record<string, unknown>[] = [];
const saidByCodec: object[] = [];

beforeAll(async () => {
  [bench, provider] = await Promise.all([startApiBench(), startIdentityProvider()]);
  const options = {
    jwksUrl: provider.jwksUrl,
    issuer: ISSUER,
    audience: AUDIENCE,
    claims: { role: ROLES_CLAIM, account: ACCOUNT_CLAIM },
  };
  const log = pino({}, { write: (line: string) => void logged.push(JSON.parse(line)) });
  api = bench.appWith({ tokens: jwksTokens(options), log });
  codec = createCodecServer({
    codec: createPayloadCodec(parseCodecKeys(`k:${randomBytes(32).toString('base64')}`)),
    uiOrigins: [],
    readers: {
      check: providerTokens(options),
      roles: ['operator', 'auditor'],
      note: async () => {},
      onRefused: ({ line }) => void saidByCodec.push(line),
      onUnavailable: () => {},
    },
  });
});
afterAll(async () => {
  await provider.close();
  await bench.close();
});

const operator = { sub: 'auth0|5f7c8ec7c33c6c004bbafe82', [ROLES_CLAIM]: ['operator'] };

const atApi = (token: string) => request(api).get('/v1/tasks').set('Authorization', `Bearer ${token}`);
const atCodec = (token: string) =>
  request(codec).post('/decode').set('Authorization', `Bearer ${token}`).send({ payloads: [] });

const unsigned = (header: object) =>
  `${[header, operator].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

describe('a token that is not valid', () => {
  type Row = [what: string, line: object, make: (provider: IdentityProvider) => string | Promise<string>];
  test.each<Row>([
    ['that nobody signed', { kind: 'ALGORITHM', claim: 'alg' }, () => unsigned({ alg: 'none' })],
    [
      'signed with the public key as if it were a secret',
      { kind: 'ALGORITHM', claim: 'alg', keyId: 'one' },
      (from) => from.token(operator, { header: { alg: 'HS256' }, key: new TextEncoder().encode(from.publicKey) }),
    ],
    [
      'whose algorithm nobody knows',
      { kind: 'ALGORITHM', claim: 'alg' },
      () => `${unsigned({ alg: 'RS1', kid: 'one' })}AAAA`,
    ],
    [
      'whose key nobody published',
      { kind: 'UNKNOWN_KEY', claim: 'kid', expected: 'one of: one', keyId: 'two' },
      (from) => from.token(operator, { header: { kid: 'two' } }),
    ],
    [
      'signed with another key of that name',
      { kind: 'SIGNATURE', keyId: 'one' },
      async (from) => from.token(operator, { key: (await generateKeyPair('RS256')).privateKey }),
    ],
    [
      'of another issuer',
      { kind: 'WRONG', claim: 'iss', expected: 'https://id.example/', keyId: 'one' },
      (from) => from.token({ ...operator, iss: 'https://id.example' }),
    ],
    [
      'for another audience',
      { kind: 'WRONG', claim: 'aud', expected: 'https://beian.example/api', keyId: 'one' },
      (from) => from.token({ ...operator, aud: ['portal'] }),
    ],
    [
      'for no audience',
      { kind: 'MISSING', claim: 'aud', expected: 'https://beian.example/api' },
      (from) => from.token({ ...operator, aud: undefined }),
    ],
    [
      'that begins to count far in the future',
      { kind: 'NOT_YET_VALID', claim: 'nbf' },
      (from) => from.token({ ...operator, nbf: secondsFromNow(86_400) }),
    ],
    [
      'that has ended',
      { kind: 'EXPIRED', claim: 'exp' },
      (from) => from.token({ ...operator, exp: secondsFromNow(-60) }),
    ],
    [
      'that never ends',
      { kind: 'MISSING', claim: 'exp', keyId: 'one' },
      (from) => from.token({ ...operator, exp: undefined }),
    ],
    ['of nobody', { kind: 'MISSING', claim: 'sub' }, (from) => from.token({ ...operator, sub: undefined })],
    [
      'whose subject cannot be shown',
      { kind: 'WRONG', claim: 'sub' },
      (from) => from.token({ ...operator, sub: 'li\u0000lei' }),
    ],
    [
      'without a role',
      { kind: 'MISSING', claim: ROLES_CLAIM },
      (from) => from.token({ ...operator, [ROLES_CLAIM]: null }),
    ],
    [
      'with two roles',
      { kind: 'TWO_ROLES', claim: ROLES_CLAIM, expected: 'one role only, not operator and auditor' },
      (from) => from.token({ ...operator, [ROLES_CLAIM]: ['operator', 'auditor', 'offline_access'] }),
    ],
    [
      'of an applicant without account',
      { kind: 'MISSING', claim: ACCOUNT_CLAIM },
      (from) => from.token({ ...operator, [ROLES_CLAIM]: 'applicant', app_metadata: { account: null } }),
    ],
    [
      'that is an ID token',
      { kind: 'NOT_AN_ACCESS_TOKEN', claim: 'at_hash', keyId: 'one' },
      (from) => from.token({ ...operator, at_hash: 'x' }),
    ],
    [
      'that reports a sign-out',
      { kind: 'NOT_AN_ACCESS_TOKEN', claim: 'typ' },
      (from) => from.token(operator, { header: { typ: 'logout+jwt' } }),
    ],
    [
      'that is encrypted',
      { kind: 'MALFORMED', expected: 'a signed JWT of 3 parts, not 5' },
      () => `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..a.b.c`,
    ],
    ['that is a word', { kind: 'MALFORMED', expected: 'a signed JWT of 3 parts, not 1' }, () => 'nonsense'],
  ])('%s is refused at both doors, and one line says why', async (_what, line, make) => {
    const token = await make(provider);
    logged.length = 0;
    saidByCodec.length = 0;

    const refused = await atApi(token).expect(401);
    expect(refused.body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const lines = logged.filter(({ msg }) => msg === 'a token was refused');
    expect(lines).toEqual([expect.objectContaining({ ...line, requestId: refused.body.requestId })]);

    await atCodec(token).expect(401);
    expect(saidByCodec).toEqual([expect.objectContaining(line)]);

    // Neither the answer nor the log gives the token or the person away; the caller does not learn why.
    expect(JSON.stringify(refused.body)).not.toContain(ROLES_CLAIM);
    for (const secret of [...token.split('.').filter((part) => part.length > 8), '5f7c8ec7c33c6c004bbafe82']) {
      expect(JSON.stringify([logged, saidByCodec])).not.toContain(secret);
    }
  });
});

test('a token of a role that may not read payloads is valid, and refused by the codec server as not allowed', async () => {
  const token = await provider.token({ ...operator, [ROLES_CLAIM]: 'mailroom' });
  await atApi(token).expect(200);
  await atCodec(token).expect(403);
  const allowed = await provider.token(operator);
  await atApi(allowed).expect(200);
  await atCodec(allowed).expect(200);
});

test('while the provider is away for the first time, both doors ask to try again', async () => {
  const options = { jwksUrl: 'http://127.0.0.1:9/keys', issuer: ISSUER, audience: AUDIENCE };
  const token = await provider.token(operator);
  await request(bench.appWith({ tokens: jwksTokens(options) }))
    .get('/v1/tasks')
    .set('Authorization', `Bearer ${token}`)
    .expect(503);
  const faults: unknown[] = [];
  const readers = {
    check: providerTokens(options),
    roles: ['operator'],
    note: async () => {},
    onRefused: () => {},
    onUnavailable: (error: unknown) => void faults.push(error),
  };
  const away = createCodecServer({
    codec: createPayloadCodec(parseCodecKeys(`k:${randomBytes(32).toString('base64')}`)),
    uiOrigins: [],
    readers,
  });
  await request(away).post('/decode').set('Authorization', `Bearer ${token}`).send({ payloads: [] }).expect(503);
  expect(faults).toHaveLength(1);
});

describe('people and accounts of any identifier that can be seen', () => {
  const person = async (role: string, sub: string, account?: string) =>
    new Person(
      api,
      sub,
      account,
      await provider.token({ sub, [ROLES_CLAIM]: ['offline_access', role], app_metadata: { account } }),
    );

  test.each([
    ['auth0|5f7c8ec7c33c6c004bbafe82', 'built-in/li.lei', 'customer/7 7?#%'],
    ['李雷 (财务部)', '韩梅梅 / 审核', '示例公司'],
    ['o\'brien\\"<&>;--', 'x'.repeat(255), '备'.repeat(255)],
  ])('file and review as they are: %s', async (applicantId, reviewerId, account) => {
    const accountId = `${account.slice(0, 218)}${randomUUID()}`;
    const system = await person('system', 'system:crm');
    succeeded(await system.post('/v1/accounts', { id: accountId, verified: true }));
    const applicant = await person('applicant', applicantId, accountId);
    const reviewer = await person('reviewer', reviewerId);

    const key = `a-key-${randomUUID()}`;
    const orderId = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const repeatable = () =>
      reviewer.post(`/v1/orders/${orderId}/actions/claim`, {}).set('Idempotency-Key', key).expect(200);
    await repeatable();
    await repeatable().expect('Idempotent-Replay', 'true');

    const { body: account_ } = await reviewer.get(`/v1/accounts/${encodeURIComponent(accountId)}`).expect(200);
    expect(account_.id).toBe(accountId);
    const { body: mine } = await reviewer.get('/v1/orders?assignee=me&inProgress=true').expect(200);
    expect(mine.orders.map(({ id }: { id: string }) => id)).toContain(orderId);
    const { body: theirs } = await reviewer.get(`/v1/orders?accountId=${encodeURIComponent(accountId)}`).expect(200);
    expect(theirs.orders).toHaveLength(1);

    // Free again when the provider's system says that the reviewer is absent.
    const told = { eventId: 'leave-2026-03-02' };
    const absent = () => system.post(`/v1/reviewers/${encodeURIComponent(reviewerId)}/absence`, told).expect(200);
    const steps = bench.steps(orderId);
    expect((await absent()).body).toMatchObject({ filingsTold: 1 });
    await steps.next();
    const { body: history } = await reviewer.get(`/v1/orders/${orderId}/history`).expect(200);
    const by = (action: string) =>
      history.entries
        .filter((entry: { action: string }) => entry.action === action)
        .map((entry: { actor: { id: string } }) => entry.actor.id);
    expect(by('submitForReview')).toEqual([applicantId]);
    expect(by('claim')).toEqual([reviewerId]);
    expect(by('reviewerAbsent')).toEqual(['system:crm']);
  });
});
