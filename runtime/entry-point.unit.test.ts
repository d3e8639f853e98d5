import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createLog } from './entry-point.ts';

/** JSON is YAML, and a reader of YAML refuses a key that stands twice. */
const strictly = (line: string): unknown => parse(line);

test('no key stands twice in a line, whatever is logged', () => {
  const lines: string[] = [];
  const log = createLog('beian-test', 'debug', { write: (line) => void lines.push(line) });
  log.info({ name: 'other', msg: 'hidden', level: 'TRACE', time: 1, pid: 2, hostname: 'elsewhere' }, 'what is said');
  log.warn(Object.assign(new TypeError('broken'), { name: 'Named' }), 'an error');
  log.error({ err: new Error('inner'), msg: 'another' });
  log.info('only words');
  expect(() => strictly('{"a":1,"a":2}')).toThrow();
  expect(lines.map(strictly)).toMatchObject([
    { name: 'beian-test', msg: 'what is said', said_name: 'other', said_msg: 'hidden', said_level: 'TRACE' },
    { name: 'beian-test', msg: 'an error', err: { message: 'broken' } },
    { name: 'beian-test', said_msg: 'another', err: { message: 'inner' } },
    { name: 'beian-test', msg: 'only words' },
  ]);
});
