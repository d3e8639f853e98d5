/** How long an order takes to become a packed document of MIIT's interface, and how much memory, beside the packing alone. */
import { randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import type { HandOver } from '../adapters/bureau/bureau.ts';
import { sealed, zipped } from '../adapters/bureau/miit/envelope.ts';
import { toGbk } from '../adapters/bureau/miit/gbk.ts';
import { orderDocument, type DocumentTerms } from '../adapters/bureau/miit/order/order-document.ts';
import { SAMPLE_CODES, withCodes } from '../test/support/orders/sample-codes.ts';
import { enterpriseForm, sampleWebsite } from '../test/support/orders/sample-orders.ts';
import { figure, median, noMoreThan, type Figure } from './figure.ts';

const ROUNDS = 20;
const MOST_MS = 300;
const MOST_MEGABYTES = 100;
/** Of an image that is just small enough. */
const IMAGE_BYTES = 76_800;

const scan = (slot: string): HandOver['documents'][number] => {
  const content = randomBytes(IMAGE_BYTES);
  return { slot, withImage: (use) => use({ content, mediaType: 'image/jpeg', sha256: '0'.repeat(64) }) };
};

/** An enterprise with three websites of three people, and twelve scans, of which the form is sent for each website. */
function order(): HandOver {
  const form = enterpriseForm();
  const third = sampleWebsite('example.org', '示例科技第三网站', 'CORPORATE_PRESENTATION', 'P1');
  const server = {
    instanceId: 'i-1',
    publicIps: [{ from: '203.0.113.10', to: '203.0.113.10' }],
    accessMethod: 'CLOUD',
  } as const;
  const slots = [
    'checklist-form',
    'entity-certificate',
    'entity-head-id:P1',
    ...['P2', 'P3'].map((person) => `site-head-id:${person}`),
    ...['P1', 'P2', 'P3'].map((person) => `backdrop-photo:${person}`),
    ...['W1', 'W2', 'W3'].map((website) => `pre-approval-permit-finance:${website}`),
    'pre-approval-permit-culture:W1',
  ];
  const filed = withCodes({ ...form, websites: { ...form.websites, W3: third } });
  const websites = Object.entries(filed.websites).map(([id, website]) => {
    const finance = { sector: 'FINANCE', number: '示例许可 1' } as const;
    const culture = { sector: 'CULTURE', number: '示例许可 2' } as const;
    return [id, { ...website, preApprovals: id === 'W1' ? [finance, culture] : [finance] }] as const;
  });
  return {
    orderId: 'order-1',
    handOver: 1,
    type: 'FIRST',
    form: { ...filed, websites: Object.fromEntries(websites) },
    instances: { W1: server, W2: server, W3: server },
    documents: slots.map(scan),
    personsToVerify: [],
  };
}

const TERMS: DocumentTerms = {
  sender: { version: 'V.3.0', ispId: '330000009999' },
  codes: SAMPLE_CODES,
  passwordHash: 'd41d8cd98f00b204e9800998ecf8427e',
  ids: () => '1', // what they say does not matter here
};

export async function measureMiitDocument(): Promise<Figure[]> {
  const handOver = order();
  const keys = { key: '0123456789abcdef', offset: '0102030405060708' };
  const whole: number[] = [];
  const packing: number[] = [];
  const before = process.memoryUsage().rss;
  let most = before;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    const { xml } = await orderDocument(handOver, TERMS);
    sealed(zipped(xml), keys);
    whole.push(performance.now() - started);
    if (round === 0) most = process.memoryUsage().rss;
    const bytes = toGbk(xml);
    const packed = performance.now();
    zipSync({ one: bytes });
    packing.push(performance.now() - packed);
  }
  return [
    figure(
      {
        name: 'document for MIIT',
        words:
          'An order with three websites and twelve scans, built, packed and encrypted; the floor packs the same bytes.',
        unit: 'ms',
        measured: median(whole),
        floor: median(packing),
      },
      noMoreThan(MOST_MS, 'ms'),
    ),
    figure(
      {
        name: 'memory of such a document',
        words: 'How much larger the process was after it had made the first of them.',
        unit: 'MB',
        measured: (most - before) / 2 ** 20,
        floor: before / 2 ** 20,
      },
      noMoreThan(MOST_MEGABYTES, 'MB'),
    ),
  ];
}
