/**
 * Runs every order under `examples/` against the whole stack with the sandbox, by API and over MIIT's own interface only, row by
 * row and on its own dates: state, due instants, messages. The worked timelines of the specification are among them, and each type of
 * order. What MIIT has on record afterwards, the record here has under the same ids.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { OWN_BUREAU } from '../../stack/bureau-in-sandbox.ts';
import { jsonCalls } from '../../stack/demo/clients.ts';
import { readExample } from '../../stack/demo/example.ts';
import { play, type Played } from '../../stack/demo/play.ts';
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
  [
    'change-of-the-entity-head',
    'A-104 A-168 (f) the head of an entity on record changes, and its website is served all the while',
  ],
  ['change-of-a-website-name', 'A-104 one of two websites on record gets another name'],
  ['removal-of-the-entity', 'A-111 A-172 an entity on record is removed with its number'],
  ['removal-of-a-website', 'A-111 A-172 one of two websites on record is removed'],
  ['cancellation-of-access', 'A-111 A-172 the holder confirms with a code that a website leaves the provider'],
  [
    'conflict-between-providers',
    'R-ORD-2 a conflict with an order at another provider comes back as a finding, and the order goes on unchanged',
  ],
  ['another-website-here', 'A-186 another website of an entity that is here gets its number before the decision'],
  ['another-website-elsewhere', 'A-186 another website of an entity elsewhere gets its number after the decision'],
  ['bureau-overdue', 'A-163 the bureau is late and its decision still counts'],
] as const satisfies readonly (readonly [string, string])[];

let stack: RunningStack;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-system-'));
  stack = await startStack({ folder, ports: 'free', durability: 'throwaway', ui: 'none', progress: silent });
});
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

for (const [name, shows] of EXAMPLES) {
  test.concurrent(`${shows} (${name})`, () => goesAsSaid(name));
}

async function goesAsSaid(name: string): Promise<void> {
  const { steps, end, passed, example, records } = await play(await readExample(name), stack);
  expect(steps.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(end.stage).toBe(example.ends.state);
  expect(passed).toBe(true);
  if (end.stage !== 'COMPLETED') return;
  completed.add(end.type ?? '');
  for (const record of records) expect(here(record)).toEqual(await atMiit(record));
}

const completed = new Set<string>();

test('each of the ten types of order has gone to MIIT and back', () => {
  expect([...completed].toSorted()).toEqual([
    'CANCEL_ACCESS',
    'CHANGE_ENTITY',
    'CHANGE_SITE',
    'DEREG_ENTITY',
    'DEREG_SITE',
    'FIRST',
    'NEW_SITE_ELSEWHERE',
    'NEW_SITE_HERE',
    'TRANSFER_MORE',
    'TRANSFER_NEW',
  ]);
});

type FilingRecord = Played['records'][number];

const idsSchema = z.object({
  id: z.string(),
  websites: z.array(
    z.object({ number: z.string(), id: z.string(), accesses: z.array(z.object({ ours: z.boolean() })) }),
  ),
});

/** What the record here says of itself, and of each website by its number: its id, and whether it is served here. */
const here = ({ miitId, status, websites }: FilingRecord) =>
  status === 'DEREGISTERED'
    ? undefined
    : {
        id: miitId,
        websites: websites
          .filter((website) => website.status !== 'DEREGISTERED')
          .map(({ number, miitId: id, access }) => ({ number, id, isServed: access !== undefined })),
      };

/** The same of the websites that are known here, as MIIT has it; undefined for an entity that MIIT does not have. */
async function atMiit({ number, websites: known }: FilingRecord): Promise<unknown> {
  const path = `/bureaus/${OWN_BUREAU.province}/records/${encodeURIComponent(number)}`;
  const { status, body } = await jsonCalls(`${stack.sandboxUrl}/sandbox/v1`)('GET', path);
  if (status === 404) return undefined;
  const { id, websites } = idsSchema.parse(body);
  const numbers = known.map((website) => website.number);
  return {
    id,
    websites: websites
      .filter((website) => numbers.includes(website.number))
      .map((website) => ({
        number: website.number,
        id: website.id,
        isServed: website.accesses.some(({ ours }) => ours),
      })),
  };
}
