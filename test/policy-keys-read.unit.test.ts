/** Every policy key acts: somewhere in the code of the product a rule reads it. A key that nothing reads promises what nobody keeps. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { policyValues } from '../domain/policy/policy-values.ts';
import { projectFolder } from '../stack/state/folders.ts';

const ROOMS = [
  'activities',
  'adapters',
  'api',
  'console',
  'domain',
  'facts',
  'runtime',
  'store',
  'usecases',
  'workers',
  'workflows',
];
/** Where keys are written down: their forms, their values, what is read aloud of them. */
const WRITES = /^domain\/policy\/(rows\/|policy-values)|\.test\.tsx?$/; // prettier-ignore

const read = (): string[] =>
  ROOMS.flatMap((room) => readdirSync(join(projectFolder, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`))
    .filter((file) => /\.tsx?$/.test(file) && !WRITES.test(file))
    .map((file) => readFileSync(join(projectFolder, file), 'utf8')); // prettier-ignore

test('no policy key is there that nothing reads', () => {
  const code = read();
  const isRead = (key: string): boolean => code.some((text) => text.includes(`'${key}'`));
  expect(Object.keys(policyValues).filter((key) => !isRead(key))).toEqual([]);
  expect(isRead('there.isNone')).toBe(false);
});
