import { expect, test } from '@jest/globals';
import { problemOf } from './failures.ts';

test.each([
  ['a statement took too long', '57014'],
  ['a lock was not released in time', '55P03'],
  ['a transaction was idle too long', '25P03'],
  ['two transactions waited for each other', '40P01'],
  ['two transactions changed the same row', '40001'],
  ['Postgres shuts down', '57P01'],
  ['there are too many connections', '53300'],
])('when %s, the caller is told that Beian is unavailable and when to try again', (_what, code) => {
  const found = problemOf(Object.assign(new Error('secret details'), { code }));
  expect(found).toMatchObject({ status: 503, code: 'UNAVAILABLE', details: { headers: { 'Retry-After': '5' } } });
  expect(JSON.stringify(found)).not.toContain('secret');
});

test('a refusal of Postgres for another reason is an internal error', () => {
  expect(problemOf(Object.assign(new Error('no such column'), { code: '42703' }))).toMatchObject({ status: 500 });
});
