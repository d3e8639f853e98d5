import { expect, test } from '@jest/globals';
import { problemOf } from './failures.ts';

test.each([
  ['a statement took too long', '57014'],
  ['a lock was not to be had', '55P03'],
  ['a transaction lay idle too long', '25P03'],
  ['two stood in each other’s way', '40P01'],
  ['two changed the same thing', '40001'],
  ['Postgres shuts down', '57P01'],
  ['there are too many connections', '53300'],
])('%s: unavailable for the moment, and worth another try', (_what, code) => {
  const found = problemOf(Object.assign(new Error('secret details'), { code }));
  expect(found).toMatchObject({ status: 503, code: 'UNAVAILABLE', details: { headers: { 'Retry-After': '5' } } });
  expect(JSON.stringify(found)).not.toContain('secret');
});

test('a refusal of Postgres for another reason is an internal error', () => {
  expect(problemOf(Object.assign(new Error('no such column'), { code: '42703' }))).toMatchObject({ status: 500 });
});
