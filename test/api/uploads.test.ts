/** Uploads: what is refused before the body comes, what a broken one leaves, how much may be kept, and which image is shown. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { pino } from 'pino';
import { AskPersonError } from '../../adapters/delivery-faults.ts';
import { createUploadFolder, type UploadFolder } from '../../api/http/upload-folder.ts';
import type { Limits } from '../../api/limits.ts';
import { DEFAULT_LIMITS } from '../../api/limits.ts';
import { createApiServer } from '../../api/server.ts';
import { importPolicies } from '../../store/policy/policies.ts';
import { enterprise, individual } from '../support/orders/applicants.ts';
import { PNG, startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { FORM_BEGIN, headOf, sendUnfinished, uploadHead } from '../support/servers/raw-request.ts';

const SLOT = 'entity-certificate';
const MB = 1024 * 1024;

let bench: ApiBench;
let applicant: Person;
let id: string;
let base: string;
const folders: UploadFolder[] = [];
const servers: Server[] = [];
beforeAll(async () => {
  bench = await startApiBench();
  base = await mkdtemp(join(tmpdir(), 'beian-uploads-test-'));
  applicant = await bench.as('applicant');
  id = await bench.order(applicant, individual(), 'FILLED');
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  for (const folder of folders) await folder.remove();
  await rm(base, { recursive: true });
  await bench.close();
});

/** The real server on a port of its own, with some other limits. */
async function serving(limits: Partial<Limits> = {}): Promise<number> {
  const uploadFolder = createUploadFolder(base, pino({ level: 'silent' }));
  folders.push(uploadFolder);
  const app = bench.appWith({ uploadFolder, limits: { ...bench.deps.limits, ...limits } });
  const server = createApiServer(app, { ...DEFAULT_LIMITS, ...limits }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Files that are being received, of all servers of this test. */
async function received(): Promise<string[]> {
  const files = await Promise.all((await readdir(base)).map((folder) => readdir(join(base, folder))));
  return files.flat();
}

const picture = (seed: number, width = 1200, height = 900) =>
  sharp({ create: { width, height, channels: 3, background: { r: seed % 256, g: 90, b: 200 } } });
const imageOf = (seed: number) => picture(seed, 40, 30).png().toBuffer();

describe('a request whose body has not come yet', () => {
  const unfinished = (port: number, person: Person, orderId: string, slot: string) =>
    sendUnfinished(port, uploadHead(orderId, slot, person.token, 3 * MB), FORM_BEGIN);

  test('is refused for what its head says: order, permission, slot, state, size', async () => {
    const port = await serving();
    const reviewer = await bench.as('reviewer');
    const stranger = await bench.as('applicant');
    const reviewed = await bench.as('applicant');
    const locked = await bench.order(reviewed, individual(), 'PRELIM_REVIEW');
    const answers = [
      [unfinished(port, stranger, id, SLOT), '404', 'ORDER_NOT_FOUND'],
      [unfinished(port, reviewer, id, SLOT), '403', 'NOT_YOURS_TO_DO'],
      [unfinished(port, applicant, id, 'nonsense-of-mine'), '409', 'UNKNOWN_SLOT'],
      [unfinished(port, reviewed, locked, SLOT), '409', 'NOT_EDITABLE'],
      [sendUnfinished(port, uploadHead(id, SLOT, applicant.token, 9 * MB), FORM_BEGIN), '413', 'FILE_TOO_LARGE'],
      [sendUnfinished(port, uploadHead(id, SLOT, 'nobody', 3 * MB), FORM_BEGIN), '401', 'UNAUTHENTICATED'],
    ] as const;
    for (const [sent, status, code] of answers) {
      const { answered, closed } = await sent;
      expect(await answered(code)).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*${code}`));
      await closed;
    }
  });

  test('is refused in the same way when it is JSON, or a callback without signature or token', async () => {
    const port = await serving();
    const stranger = await bench.as('applicant');
    const json = (method: string, path: string, person?: Person) =>
      sendUnfinished(
        port,
        headOf(method, path, {
          'Content-Type': 'application/json',
          'Content-Length': 200_000,
          ...(person === undefined ? {} : { Authorization: `Bearer ${person.token}` }),
        }),
        '{',
      );
    const answers = [
      [json('PATCH', `/v1/orders/${id}/form`, stranger), '404', 'ORDER_NOT_FOUND'],
      [json('POST', `/v1/orders/${id}/actions/abandon`, stranger), '404', 'ORDER_NOT_FOUND'],
      [json('POST', '/v1/accounts', applicant), '403', 'NOT_YOURS_TO_DO'],
      [json('POST', '/v1/webhooks/bureau'), '401', 'BAD_SIGNATURE'],
      [json('POST', '/v1/webhooks/sms/tencent/not-the-token'), '404', 'NOT_FOUND'],
    ] as const;
    for (const [sent, status, code] of answers) {
      const { answered, closed } = await sent;
      expect(await answered(code)).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*${code}`));
      await closed;
    }
  });

  test('is asked for only after it was admitted, when its client waits for that', async () => {
    const port = await serving();
    const stranger = await bench.as('applicant');
    const head = (person: Person) =>
      uploadHead(id, SLOT, person.token, 3 * MB).replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n');
    const refused = await sendUnfinished(port, head(stranger));
    expect(await refused.answered()).toMatch(/^HTTP\/1.1 404/);
    const admitted = await sendUnfinished(port, head(applicant));
    expect(await admitted.answered()).toMatch(/^HTTP\/1.1 100/);
    refused.socket.destroy();
    admitted.socket.destroy();
  });
});

describe('an upload that does not come to its end', () => {
  test('leaves nothing behind when its sender goes away', async () => {
    const port = await serving();
    const { socket, closed } = await sendUnfinished(port, uploadHead(id, SLOT, applicant.token, 3 * MB), FORM_BEGIN, Buffer.alloc(MB));
    await until(async () => (await received()).length === 1);
    socket.destroy();
    await closed;
    await until(async () => (await received()).length === 0);
  }); // prettier-ignore

  test('is ended with a reason when it stalls, and leaves nothing behind; so are JSON and headers', async () => {
    const port = await serving({ stalledMs: 300, headersMs: 500 });
    const upload = await sendUnfinished(port, uploadHead(id, SLOT, applicant.token, 3 * MB), FORM_BEGIN, Buffer.alloc(MB));
    const json = await sendUnfinished(
      port,
      headOf('PATCH', `/v1/orders/${id}/form`, { 'Content-Type': 'application/json', 'Content-Length': 90, 'Authorization': `Bearer ${applicant.token}` }),
      '{',
    );
    const head = await sendUnfinished(port, 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    expect(await upload.answered('TOO_SLOW')).toMatch(/^HTTP\/1.1 408 /);
    expect(await json.answered('TOO_SLOW')).toMatch(/^HTTP\/1.1 408 /);
    await Promise.all([upload.closed, json.closed, head.closed]);
    await until(async () => (await received()).length === 0);
  }); // prettier-ignore

  test('gives way to another person’s upload when no more are taken', async () => {
    const one = { perOwner: 1, inAll: 1, waitingPerOwner: 1, waitingInAll: 1, waitMs: 60_000 };
    const port = await serving({ uploads: one, stalledMs: 60_000 });
    const slow = await sendUnfinished(port, uploadHead(id, SLOT, applicant.token, 3 * MB), FORM_BEGIN, Buffer.alloc(1000));
    await until(async () => (await received()).length === 1);
    const other = await bench.as('applicant');
    const theirs = await bench.order(other, individual(), 'FILLED');
    const form = new FormData();
    form.set('file', new Blob([await imageOf(1)], { type: 'image/png' }), 'scan.png');
    const quick = await fetch(`http://127.0.0.1:${port}/v1/orders/${theirs}/documents/${SLOT}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${other.token}` },
      body: form,
    });
    expect(quick.status).toBe(200);
    expect(await slow.answered('TOO_SLOW')).toContain('408');
  }); // prettier-ignore

  test('is refused at once when the person has too many under way', async () => {
    const one = { perOwner: 1, inAll: 8, waitingPerOwner: 0, waitingInAll: 8, waitMs: 60_000 };
    const port = await serving({ uploads: one });
    const first = await sendUnfinished(port, uploadHead(id, SLOT, applicant.token, 3 * MB), FORM_BEGIN, Buffer.alloc(1000));
    await until(async () => (await received()).length === 1);
    const second = await sendUnfinished(port, uploadHead(id, SLOT, applicant.token, 3 * MB), FORM_BEGIN);
    const answer = await second.answered('TOO_MANY');
    expect(answer).toMatch(/^HTTP\/1.1 429 /);
    expect(answer).toMatch(/\r\nRetry-After: \d+\r\n/);
    first.socket.destroy();
    await until(async () => (await received()).length === 0);
  }); // prettier-ignore
});

test('an upload that is repeated under its key gets the first answer, though the slot is closed now', async () => {
  const person = await bench.as('applicant');
  const order = await bench.order(person, individual(), 'CONFIRMATION');
  const upload = (image: Buffer) => person.upload(order, SLOT, image).set('Idempotency-Key', 'upload-once-1');
  const first = succeeded(await upload(await imageOf(2)));
  await person.act(order, 'submitForReview', { confirmed: true });
  const again = succeeded(await upload(await imageOf(2)));
  expect(again.headers['idempotent-replay']).toBe('true');
  expect(again.body).toEqual(first.body);
  expect((await upload(await imageOf(3))).body).toMatchObject({ status: 409, code: 'KEY_REUSED' });
  expect((await person.upload(order, SLOT, await imageOf(2))).body).toMatchObject({ code: 'NOT_EDITABLE' });
});

describe('what is kept', () => {
  test('has slots of the order only', async () => {
    const person = await bench.as('applicant');
    const order = await bench.order(person, enterprise(), 'FILLED');
    for (const slot of ['any-name-at-all', 'site-head-id:P9', 'domain-certificate:W7', 'domain-certificate']) {
      const { body } = await person.upload(order, slot);
      expect(body).toMatchObject({ status: 409, code: 'UNKNOWN_SLOT', errors: [{ path: `documents.${slot}` }] });
    }
    const bare = await bench.as('applicant');
    const untyped = await bench.order(bare, individual(), 'OPEN');
    const { body } = await bare.upload(untyped, SLOT);
    expect(body).toMatchObject({ code: 'UNKNOWN_SLOT', errors: [{ message: expect.stringContaining('type') }] });
  });

  test('has a limit of versions in a slot, and of bytes in an order and an account; each says what to do', async () => {
    const rows = [
      { key: 'material.maxVersions', value: 2, scope: { slot: 'residence-proof' } },
      { key: 'material.maxBytes', value: { perOrder: 1, perAccount: 1 }, scope: { slot: 'domain-certificate' } },
      { key: 'material.maxBytes', value: { perOrder: 9 * MB, perAccount: 1 }, scope: { slot: 'domain-holder-proof' } },
    ].map((row) => ({ ...row, validFrom: '2000-01-01', source: 'test' }));
    const imported = await importPolicies(bench.database, rows, 'test');
    expect(imported).toMatchObject({ imported: true });
    const person = await bench.as('applicant');
    const order = await bench.order(person, individual(), 'FILLED');
    const upload = async (slot: string, seed: number) => (await person.upload(order, slot, await imageOf(seed))).body;
    expect(await upload('residence-proof:P1', 1)).toMatchObject({ document: { version: 1 } });
    expect(await upload('residence-proof:P1', 2)).toMatchObject({ document: { version: 2 } });
    const told = { status: 409, detail: expect.stringContaining('days') };
    expect(await upload('residence-proof:P1', 3)).toMatchObject({ ...told, code: 'TOO_MANY_VERSIONS' });
    expect(await upload('domain-certificate:W1', 4)).toMatchObject({ ...told, code: 'STORAGE_FULL' });
    expect(await upload('domain-holder-proof:W1', 5)).toMatchObject({
      ...told,
      detail: expect.stringContaining('account'),
    });
    const { body } = await person.get(`/v1/orders/${order}/documents`);
    expect(body.documents).toHaveLength(1);
    expect([...bench.parties.documents.contents.keys()].filter((key) => key.startsWith(order))).toHaveLength(4);
  });
});

test('an object store that cannot be trusted keeps uploads and images waiting, and an operator gets a task', async () => {
  const owner = await bench.as('applicant');
  const order = await bench.order(owner, individual(), 'FILLED');
  succeeded(await owner.upload(order, SLOT));
  const fault = () =>
    Promise.reject(new AskPersonError('The object store cannot be trusted (CERT_HAS_EXPIRED).', 'CERT_HAS_EXPIRED'));
  const broken = owner.at(bench.appWith({ documents: { ...bench.parties.documents, put: fault, get: fault } }));
  const another = await sharp(PNG).resize(900, 900).png().toBuffer();
  const operator = await bench.as('operator');
  const tasks = async () => (await operator.get(`/v1/tasks?orderId=${order}`).expect(200)).body.tasks;

  const uploaded = await broken.upload(order, SLOT, another).expect(503);
  expect(uploaded.body).toMatchObject({ code: 'PARTY_UNAVAILABLE' });
  expect(await tasks()).toMatchObject([{ kind: 'DOCUMENTS_NEED_PERSON' }]);
  await broken.get(`/v1/orders/${order}/documents/${SLOT}`).expect(503);
  await broken.get(`/v1/orders/${order}/documents/${SLOT}?image=ORIGINAL`).expect(503);
  expect(await tasks()).toHaveLength(1);

  await owner.get(`/v1/orders/${order}/documents/${SLOT}`).expect(200);
  succeeded(await owner.upload(order, SLOT, another));
});

/** A reviewer without a claim says why they look. */
const WHY = { 'Beian-Read-Reason': 'INCIDENT' };

describe('A-183 R-HO-5 of an uploaded image', () => {
  test('reviewer and applicant see the small one and the original, and the bureau gets the small one', async () => {
    const person = await bench.as('applicant');
    const order = await bench.order(person, individual(), 'CONFIRMATION');
    const original = await picture(7, 3000, 2000)
      .jpeg()
      .withExif({ IFD0: { Make: 'Telephone' }, IFD3: { GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { body } = succeeded(await person.upload(order, SLOT, original, 'photo.jpg', 'image/jpeg'));
    expect(body.document).toMatchObject({ size: original.length, shown: { mediaType: 'image/jpeg' } });
    const reviewer = await bench.as('reviewer');
    const path = `/v1/orders/${order}/documents/${SLOT}`;
    for (const reader of [person, reviewer]) {
      const shown = await reader.get(path).set(WHY).expect(200);
      expect(await sharp(shown.body).metadata()).toMatchObject({ width: 1067, height: 1600, format: 'jpeg' });
      expect(Buffer.from(shown.body).includes('Telephone')).toBe(false);
      expect(Buffer.from(shown.body).toString('base64').length).toBeLessThanOrEqual(100_000);
      const kept = await reader.get(`${path}?image=ORIGINAL`).set(WHY).expect(200);
      expect(Buffer.from(kept.body).equals(original)).toBe(true);
      expect(kept.headers['etag']).not.toBe(shown.headers['etag']);
    }
    const shown = await person.get(path);
    await person.act(order, 'submitForReview', { confirmed: true });
    await reviewer.act(order, 'approve');
    await (await bench.as('reviewer')).act(order, 'forwardToBureau');
    const handOver = () => bench.parties.bureau.handOvers.find(({ orderId }) => orderId === order);
    await until(async () => handOver() !== undefined);
    const handed = handOver();
    const document = handed?.documents.find(({ slot }) => slot === SLOT);
    expect(document?.mediaType).toBe('image/jpeg');
    expect(Buffer.from(document?.content ?? []).equals(Buffer.from(shown.body))).toBe(true);
  });

  test('that is damaged or has several frames nothing is kept, and the answer says what to do', async () => {
    const cut = PNG.subarray(0, 40);
    const { body } = await applicant.upload(id, SLOT, cut);
    expect(body).toMatchObject({
      status: 422,
      code: 'FILE_REFUSED',
      errors: [{ path: 'file', code: 'IMAGE_DAMAGED' }],
    });
    expect((await applicant.get(`/v1/orders/${id}/documents`)).body.documents).toEqual([]);
    expect([...bench.parties.documents.contents.keys()].filter((key) => key.startsWith(id))).toEqual([]);
  });
});

/** Looks again and again until it is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate);
}
