import { describe, expect, test } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import type { AccountId } from '../../domain/identifiers.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { failures } from './failures.ts';
import { problem } from './problems.ts';
import { limiters } from './rate-limits.ts';
import { setCaller, setPath } from './request-context.ts';

const app = () => {
  const limit = limiters({
    limits: {
      ...DEFAULT_LIMITS,
      requestsPerMinute: 10,
      writesPerMinute: 2,
      systemWritesPerMinute: 4,
      failuresPerMinute: 2,
    },
  });
  const proof: express.RequestHandler = (req, _res, next) => {
    if (req.get('X-Good') === undefined) throw problem('BAD_SIGNATURE');
    next();
  };
  return express()
    .set('trust proxy', 1)
    .use((req, _res, next) => {
      setPath(req, req.path);
      const account = req.get('X-Account');
      if (account)
        setCaller(req, { id: req.get('X-Person') ?? '', role: 'applicant', accountId: account as AccountId });
      const system = req.get('X-System');
      if (system) setCaller(req, { id: system, role: 'system', accountId: undefined });
      next();
    })
    .get('/cheap', limit.requests(), (_req, res) => void res.end())
    .get('/dear', limit.requests(4), (_req, res) => void res.end())
    .post('/write', limit.writes, (_req, res) => void res.end())
    .post('/v1/webhooks/:party', limit.provenBy(proof), (_req, res) => void res.end())
    .use(failures(pino({ level: 'silent' })));
};

test('all people of an account share its limit of writes per minute; another account is not held up', async () => {
  const served = app();
  const write = (account: string, person: string) =>
    request(served).post('/write').set('X-Account', account).set('X-Person', person);
  await write('account-1', 'li-lei').expect(200);
  await write('account-1', 'han-meimei').expect(200);
  const third = await write('account-1', 'li-lei');
  expect(third.body).toMatchObject({ status: 429, code: 'TOO_MANY' });
  expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
  await write('account-2', 'lin-tao').expect(200);
});

describe('an operation that costs more', () => {
  const asked = (served: express.Express, account: string) => (path: string) =>
    request(served).get(path).set('X-Account', account);

  test('takes more of the caller’s allowance, and the refusal says when to ask again', async () => {
    const served = app();
    const [dear, cheap] = [asked(served, 'account-1'), asked(served, 'account-2')];
    for (let n = 0; n < 2; n += 1) await dear('/dear').expect(200);
    const refused = await dear('/dear');
    expect(refused.body).toMatchObject({ status: 429, code: 'TOO_MANY' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    for (let n = 0; n < 10; n += 1) await cheap('/cheap').expect(200);
    await cheap('/cheap').expect(429);
  });

  test('shares the allowance with the others', async () => {
    const ask = asked(app(), 'account-1');
    await ask('/dear').expect(200);
    for (let n = 0; n < 6; n += 1) await ask('/cheap').expect(200);
    await ask('/cheap').expect(429);
  });
});

test('the provider’s own systems may write more often, because they act for all customers', async () => {
  const served = app();
  const write = () => request(served).post('/write').set('X-System', 'account-sync');
  for (const status of [200, 200, 200, 200, 429]) await write().expect(status);
});

describe('a caller who cannot prove who they are', () => {
  test('is told to wait after too many failures, and a caller who can prove it need not wait', async () => {
    const served = app();
    const forged = (party = 'bureau') => request(served).post(`/v1/webhooks/${party}`);
    const genuine = () => forged().set('X-Good', 'yes');
    for (let n = 0; n < 5; n += 1) await genuine().expect(200);
    await forged().expect(401);
    await forged().expect(401);
    expect((await forged()).body).toMatchObject({ status: 429, code: 'TOO_MANY' });
    await genuine().expect(200);
    await forged('sms').expect(401);
  });

  test('is counted by the address that the trusted proxy reports', async () => {
    const served = app();
    const from = (address: string) => request(served).post('/v1/webhooks/bureau').set('X-Forwarded-For', address);
    await from('203.0.113.1').expect(401);
    await from('203.0.113.1').expect(401);
    await from('203.0.113.1').expect(429);
    // The caller's own header value comes before what the proxy added.
    await from('198.51.100.7, 203.0.113.1').expect(429);
    await from('203.0.113.2').expect(401);
  });
});
