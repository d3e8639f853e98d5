/**
 * Runs every order under `examples/` against the whole stack with the sandbox, by API and callbacks only, row by
 * row and on its own dates: state, due instants, messages. The worked timelines of the specification are among them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readExample } from '../../stack/demo/example.ts';
import { play } from '../../stack/demo/play.ts';
import { startStack, type RunningStack } from '../../stack/stack.ts';
import { silent } from '../../stack/progress.ts';

/** The acceptance rows that each file shows. */
const EXAMPLES = [
  ['individual-over-spring-festival', 'A-168 (a) an individual files over Spring Festival, and the duties after it'],
  ['sms-timeout-unchanged', 'A-168 (b) A-130 the SMS runs out unchanged, the order is handed over again'],
  ['sms-timeout-changed', 'A-168 (c) A-130 A-155 the mobile changed meanwhile: corrected, reviewed, verified again'],
  ['bureau-rejection-corrected', 'A-168 (d) A-051 the bureau rejects, the items are corrected'],
  ['individual-happy-path', 'A-011 an individual files and sees entity, website and number'],
  ['enterprise-three-mobiles', 'A-154 three people on three mobiles verify alone'],
  ['two-heads-one-mobile', 'A-165 two heads with one mobile get one code'],
  ['preliminary-rejection-corrected', 'A-006 a rejected scan is replaced and approved'],
  ['guangdong-finance-by-mail', 'A-049 A-167 finance in Guangdong goes by post'],
  ['face-check-fails-photo-instead', 'A-008 A-136 after three failed face checks a photo is taken'],
  ['abandoned-before-the-bureau', 'A-159 an order is given up before the bureau'],
  ['withdrawal-refused-at-the-bureau', 'A-108 nothing can be withdrawn at the bureau'],
  ['dormant-draft-reactivated', 'A-151 a dormant draft expires and comes back'],
  ['number-proved-by-code', 'a number that nobody proved is sent a code and nothing else, where policy says so'],
  [
    'transfer-provisional-access-over',
    'A-168 (e) A-012 A-128 A-164 the access of a transfer reaches its 45th day, and opens again',
  ],
  ['transfer-of-two-more-websites', 'A-012 A-074 A-129 two more websites of an entity come from another provider'],
  ['bureau-overdue', 'A-163 the bureau is late and its decision still counts'],
] as const satisfies readonly (readonly [string, string])[];

let stack: RunningStack;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-system-'));
  stack = await startStack({ folder, ports: 'free', durability: 'throwaway', ui: 'none', progress: silent });
}, 120_000);
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

for (const [name, shows] of EXAMPLES) {
  test.concurrent(`${shows} (${name})`, () => goesAsSaid(name), 300_000);
}

async function goesAsSaid(name: string): Promise<void> {
  const { steps, end, passed, example } = await play(await readExample(name), stack);
  expect(steps.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(end.stage).toBe(example.ends.state);
  expect(passed).toBe(true);
}
