/**
 * The short form of `npm run fuzz`: requests made up from the OpenAPI document, for each operation and role. Every answer is held
 * against the document (`test/support/answers/`); here none may be a failure either.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import request, { type Test } from 'supertest';
import { anyRequests, type AnyRequest } from '../support/answers/any-request.ts';
import { individual } from '../support/orders/applicants.ts';
import { PNG, startApiBench, type ApiBench, type Person } from '../support/servers/api-bench.ts';

const SEED = 20_260_209;
const OF_EACH_OPERATION = 3;
/** An event stream has no end. */
const ENDLESS = new Set(['followOrder']);

let bench: ApiBench;
let applicant: Person;
let operations: ReturnType<typeof anyRequests>;
beforeAll(async () => {
  bench = await startApiBench();
  applicant = await bench.as('applicant');
  const orderId = await bench.order(applicant, individual(), 'FILLED');
  const { body: document } = await request(bench.app).get('/openapi.json').expect(200);
  const known = {
    orderId,
    accountId: applicant.accountId ?? '',
    personId: 'P1',
    websiteId: 'W1',
    slot: 'entity-certificate',
  };
  operations = anyRequests(document, known);
});
afterAll(() => bench.close());

function send({ method, url, headers, body, isForm }: AnyRequest, token: string | undefined): Test {
  const call = request(bench.app)[method](url);
  void call.set(headers);
  if (token !== undefined) void call.set('Authorization', `Bearer ${token}`);
  if (isForm) return call.attach('file', PNG, { filename: 'scan.png', contentType: 'image/png' });
  return body === undefined ? call : call.set('Content-Type', 'application/json').send(JSON.stringify(body));
}

describe('a request made up from the document', () => {
  test.each(['applicant', 'reviewer', 'mailroom', 'operator', 'auditor', 'system', 'nobody'] as const)(
    'by %s is answered as the document says',
    async (role) => {
      const person = role === 'nobody' ? undefined : role === 'applicant' ? applicant : await bench.as(role);
      const failures: string[] = [];
      for (const [operationId, requests] of operations) {
        if (ENDLESS.has(operationId)) continue;
        for (const one of fc.sample(requests, { seed: SEED, numRuns: OF_EACH_OPERATION })) {
          const { status } = await send(one, person?.token);
          if (status >= 500) failures.push(`${operationId} ${status}`);
        }
      }
      expect(failures).toEqual([]);
    },
  );
});
