/** The orders that stand on the pictures of the console: some of the examples, each brought as far as its picture needs. */
import sharp from 'sharp';
import { z } from 'zod';
import { demoToken, insisting, jsonCalls } from '../../stack/demo/clients.ts';
import { readExample, type Example, type ExampleStep } from '../../stack/demo/example.ts';
import { play } from '../../stack/demo/play.ts';
import type { RunningStack } from '../../stack/stack.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface Told {
  /** File under `examples/`. */
  example: string;
  /** The last step that is played, as the example counts it from 0. */
  until: number;
  /** How many days ago the order was opened. */
  daysAgo: number;
}

const ORDERS = {
  corrected: { example: 'preliminary-rejection-corrected', until: 9, daysAgo: 1 },
  late: { example: 'individual-happy-path', until: 5, daysAgo: 9 },
  approved: { example: 'two-heads-one-mobile', until: 6, daysAgo: 2 },
  parcel: { example: 'guangdong-finance-by-mail', until: 8, daysAgo: 3 },
  photo: { example: 'face-check-fails-photo-instead', until: 14, daysAgo: 2 },
  atBureau: { example: 'bureau-overdue', until: 9, daysAgo: 45 },
  awaitsCode: { example: 'individual-over-spring-festival', until: 10, daysAgo: 0 },
} as const satisfies Record<string, Told>;

interface PicturedOrder {
  id: string;
  accountId: string;
}

/** Files them all through the API, with a drawn sheet of paper for every scan. */
export async function filePicturedOrders(stack: RunningStack): Promise<Record<keyof typeof ORDERS, PicturedOrder>> {
  const scan = await drawnScan();
  const token = await demoToken(stack.apiUrl, { id: 'sun-operates', role: 'operator' });
  const asOperator = insisting(jsonCalls(stack.apiUrl, { Authorization: `Bearer ${token}` }));
  const filed = await Promise.all(
    Object.entries(ORDERS).map(async ([name, told]) => {
      const { orderId } = await play(shortened(await readExample(told.example), told), { ...stack, scan });
      // The filing's clock stands where its last step was; what is due since then is due now.
      await asOperator('POST', `/v1/orders/${orderId}/clock`, { advanceTo: new Date().toISOString() });
      const { body } = await asOperator('GET', `/v1/orders/${orderId}`);
      return [name, { id: orderId, accountId: ownerSchema.parse(body).accountId }] as const;
    }),
  );
  return Object.fromEntries(filed) as Record<keyof typeof ORDERS, PicturedOrder>;
}

const ownerSchema = z.object({ accountId: z.string() });

/** The example until that step, on days that lie so long ago, without what must hold at its own dates. */
function shortened(example: Example, { until, daysAgo }: Told): Example {
  const opens = Date.now() - daysAgo * DAY_MS - example.steps.length * MINUTE_MS;
  const steps = example.steps
    .slice(0, until + 1)
    .filter(({ who }) => who !== 'S')
    .map(({ who, do: does, with: data }, index): ExampleStep => ({
      who,
      do: does,
      with: data,
      at: reading(opens + (index + 1) * MINUTE_MS),
    }));
  return { ...example, opens: reading(opens), steps };
}

/** Shanghai's clock. */
const reading = (ms: number): string => new Date(ms + 8 * 60 * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ');

/** A sheet with grey lines, and a word that says that it is none. */
const drawnScan = (): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="720" height="480">
      <rect width="720" height="480" fill="#fdfbf5"/><rect x="16" y="16" width="688" height="448" fill="none" stroke="#a3553a" stroke-width="4"/>
      <text x="360" y="110" font-size="54" text-anchor="middle" fill="#7a3b2e" font-family="sans-serif">样本 SPECIMEN</text>
      ${[170, 220, 270, 320].map((y) => `<rect x="90" y="${y}" width="380" height="16" fill="#c9c4b8"/>`).join('')}
      <circle cx="575" cy="330" r="72" fill="none" stroke="#c0392b" stroke-width="6" opacity="0.6"/></svg>`),
  )
    .png()
    .toBuffer();
