import { expect, test } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import type { AccountId } from '../domain/identifiers.ts';
import { DEFAULT_LIMITS } from './dependencies.ts';
import { failures } from './failures.ts';
import { limiters } from './rate-limits.ts';
import { setCaller } from './request-context.ts';

const app = () => {
  const limit = limiters({ limits: { ...DEFAULT_LIMITS, writesPerMinute: 2, anonymousPerMinute: 2 } });
  return express()
    .use((req, _res, next) => {
      const account = req.get('X-Account');
      if (account)
        setCaller(req, { id: req.get('X-Person') ?? '', role: 'applicant', accountId: account as AccountId });
      next();
    })
    .post('/write', limit.writes, (_req, res) => void res.end())
    .post('/callback', limit.anonymous, (req, res) => void res.status(req.get('X-Bad') ? 401 : 200).end())
    .use(failures(pino({ level: 'silent' })));
};

test('an account may write so often a minute, whichever of its people writes; another account is not held up', async () => {
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

test('callbacks come in bursts: only those that fail are counted', async () => {
  const served = app();
  const call = () => request(served).post('/callback');
  for (let n = 0; n < 5; n += 1) await call().expect(200);
  await call().set('X-Bad', 'yes').expect(401);
  await call().set('X-Bad', 'yes').expect(401);
  await call().expect(429);
});
