/** A diagnosis looks at what customers name; only a sandbox may be told of inside addresses that it may look at. */
import { expect, test } from '@jest/globals';
import { readConfig } from '../../domain/configuration.ts';
import { workerProcessConfigSchema } from '../../runtime/config.ts';
import { environmentOf, FILLED_IN } from './compose.ts';

const production = environmentOf('worker', FILLED_IN);
const withRanges = (ranges: string) => () =>
  readConfig(workerProcessConfigSchema, { ...production, PROBE_INTERNAL_RANGES: ranges });

test('a worker in production starts without inside ranges', () => {
  expect(production['BEIAN_MODE']).not.toBe('sandbox');
  expect(withRanges('')).not.toThrow();
});

test.each(['10.0.0.0/8', '127.0.0.1/32', 'fd00::/8', '10.0.0.0/8,192.168.0.0/16'])(
  'a worker in production refuses to start with the inside range %s, and says why',
  (ranges) => {
    expect(withRanges(ranges)).toThrow(/PROBE_INTERNAL_RANGES[^]*leave it out in production/);
  },
);

test.each(['10.0.0.0', 'inside', '10.0.0.0/33'])('%j is no range', (range) => {
  expect(withRanges(range)).toThrow('PROBE_INTERNAL_RANGES');
});
