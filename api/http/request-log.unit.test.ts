import { expect, test } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { parse } from 'yaml';
import { setCaller, setPath } from './request-context.ts';
import { requestLog } from './request-log.ts';

test('the line of a request, answered or failed, has each key once and passes a strict reader', async () => {
  const lines: string[] = [];
  const app = express()
    .use(requestLog(pino({ name: 'beian-api' }, { write: (line: string) => void lines.push(line) })))
    // Path and caller are known only after the log has begun with the request.
    .use((req, _res, next) => {
      setPath(req, '/v1/known');
      setCaller(req, { id: 'O1', role: 'operator', accountId: undefined });
      next();
    })
    .get('/fine', (_req, res) => void res.json({}))
    .get('/broken', (_req, res) => void res.status(500).json({}));
  await request(app).get('/fine').set('X-Request-Id', 'request-0001');
  await request(app).get('/broken');
  const read: unknown[] = lines.map((line) => parse(line));
  expect(read).toMatchObject([
    { name: 'beian-api', method: 'GET', path: '/v1/known', role: 'operator', status: 200, requestId: 'request-0001' },
    { name: 'beian-api', method: 'GET', path: '/v1/known', role: 'operator', status: 500 },
  ]);
});
