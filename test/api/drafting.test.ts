/** Filling in an order: form, type, servers, scans, face checks. The filing hears only of edits that moved the draft. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { enterprise, individual } from '../support/orders/applicants.ts';
import {
  PNG,
  startApiBench,
  succeeded,
  uploadEverything,
  type ApiBench,
  type Person,
} from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const stageOf = async (person: Person, id: string): Promise<string> =>
  (await person.get(`/v1/orders/${id}`)).body.stage;
const edits = async (person: Person, id: string): Promise<number> => {
  const { body } = await person.get(`/v1/orders/${id}/history`);
  return body.entries.filter(({ action }: { action: string }) => action === 'edited').length;
};

describe('a draft', () => {
  test('goes from one missing item to the next, and the checklist names each with its reason', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    const form = individual();
    expect(await stageOf(applicant, id)).toBe('DRAFT');

    const early = await applicant.post(`/v1/orders/${id}/type`);
    expect(early.body).toMatchObject({ status: 422, code: 'INVALID' });
    expect(early.body.errors.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['entity.province', 'entity.kind', 'entity.certificateNumber', 'websites.W1.domain']),
    );

    const facts = { entity: form.entity, websites: { W1: { domain: form.websites['W1']?.domain } } };
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, facts));
    const typed = succeeded(await applicant.post(`/v1/orders/${id}/type`));
    expect(typed.body).toMatchObject({
      type: 'FIRST',
      stage: 'TYPE_DETERMINED',
      rules: { authenticity: 'LIVENESS_APP', smsVerification: true },
    });

    bench.parties.assets.instances.set(`i-${id}`, { ownerAccountId: applicant.accountId ?? '' });
    const verified = succeeded(await applicant.put(`/v1/orders/${id}/websites/W1/instance`, { instanceId: `i-${id}` }));
    expect(verified.body).toMatchObject({
      stage: 'INSTANCE_VERIFIED',
      firstMissing: 'INSTANCE_VERIFIED',
      settled: true,
    });

    const { body: checklist } = succeeded(await applicant.get(`/v1/orders/${id}/checklist`));
    expect(checklist.missing).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: 'entity.headId', advice: expect.any(String) })]),
    );
    expect(succeeded(await applicant.patch(`/v1/orders/${id}/form`, form)).body.stage).toBe('INFO_FILLED');

    const first = succeeded(await applicant.upload(id, 'entity-certificate'));
    expect(first.body).toMatchObject({ stage: 'MATERIALS_PENDING', document: { version: 1, mediaType: 'image/png' } });
    await uploadEverything(applicant, id);
    expect(await stageOf(applicant, id)).toBe('AUTHENTICITY_PENDING');

    const back = succeeded(await applicant.patch(`/v1/orders/${id}/form`, { entity: { mailingAddress: null } }));
    expect(back.body).toMatchObject({ stage: 'INSTANCE_VERIFIED' });
  });

  test('tells the filing only of edits that moved the draft', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    const before = await edits(applicant, id);
    for (const remark of ['一', '二', '三', '四', '五']) {
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, { websites: { W1: { remark } } }));
    }
    expect(await edits(applicant, id)).toBe(before);
  });

  test('shows when it expires, in calendar days from the last edit (R-SM-10)', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN', '2026-02-09 09:30');
    expect((await applicant.get(`/v1/orders/${id}`)).body.nextDue).toMatchObject({
      kind: 'draft',
      unit: 'CD',
      amount: 45,
      at: '2026-03-26T23:59:59+08:00',
    });
    await applicant.post(`/v1/orders/${id}/clock`, { advanceTo: '2026-02-20T10:00:00+08:00' }).expect(200);
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, { entity: { city: '广州市' } }));
    expect((await applicant.get(`/v1/orders/${id}`)).body.nextDue.at).toBe('2026-04-06T23:59:59+08:00');
    await applicant.post(`/v1/orders/${id}/clock`, { advanceTo: '2026-04-07T00:01:00+08:00' }).expect(200);
    expect(await stageOf(applicant, id)).toBe('EXPIRED');
    const locked = await applicant.patch(`/v1/orders/${id}/form`, { entity: { city: '深圳市' } });
    expect(locked.body).toMatchObject({ status: 409, code: 'NOT_EDITABLE' });
  });

  test('is copied into a new order of the account', async () => {
    const applicant = await bench.as('applicant');
    const form = individual();
    const id = await bench.order(applicant, form, 'FILLED');
    await applicant.act(id, 'abandon');
    const { body } = succeeded(await applicant.post('/v1/orders', { rulesConfirmed: true, copyFrom: id }));
    expect(body).toMatchObject({ copiedFrom: id, stage: 'DRAFT' });
    expect((await applicant.get(`/v1/orders/${body.id}/form`)).body.form).toEqual(form);
  });
});

describe('the form', () => {
  test('keeps what a patch does not name, and null removes a field, a person or a website (RFC 7386)', async () => {
    const applicant = await bench.as('applicant');
    const form = enterprise();
    const id = await bench.order(applicant, form, 'FILLED');
    const patch = { people: { P3: null }, websites: { W2: null }, entity: { remark: '备注', city: null } };
    const { body } = succeeded(await applicant.patch(`/v1/orders/${id}/form`, patch));
    expect(Object.keys(body.form.people)).toEqual(['P1', 'P2']);
    expect(Object.keys(body.form.websites)).toEqual(['W1']);
    expect(body.form.entity).toMatchObject({ remark: '备注', name: form.entity.name });
    expect(body.form.entity).not.toHaveProperty('city');
    const { body: reserved } = await applicant.get(`/v1/orders/${id}/instances`);
    expect(reserved.instances).toMatchObject([{ websiteId: 'W1', state: 'RESERVED' }]);
  });

  test('is saved on the version that was read, and is sent again only when it has changed', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    const { headers } = await applicant.get(`/v1/orders/${id}/form`).expect(200);
    const tag = headers['etag'] ?? '';
    await applicant.get(`/v1/orders/${id}/form`).set('If-None-Match', tag).expect(304);
    const saved = await applicant
      .patch(`/v1/orders/${id}/form`, { entity: { city: '广州市' } })
      .set('If-Match', tag)
      .expect(200);
    expect(saved.headers['etag']).not.toBe(tag);
    await applicant
      .patch(`/v1/orders/${id}/form`, { entity: { city: '深圳市' } })
      .set('If-Match', tag)
      .expect(412);
    await applicant.get(`/v1/orders/${id}/form`).set('If-None-Match', tag).expect(200);
  });

  test('keeps two saves of different fields made at once', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    const cities = ['city', 'district', 'remark', 'mailingCity'];
    await Promise.all(
      cities.map(async (field) =>
        succeeded(await applicant.patch(`/v1/orders/${id}/form`, { entity: { [field]: '甲' } })),
      ),
    );
    const { body } = await applicant.get(`/v1/orders/${id}/form`);
    expect(body.form.entity).toMatchObject(Object.fromEntries(cities.map((field) => [field, '甲'])));
  });

  test('has its type determined again when the certificate number changes', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    const { entity } = individual();
    bench.parties.bureau.lookUps.set(entity.certificateNumber ?? '', { entityFiled: true });
    const changed = { entity: { certificateNumber: entity.certificateNumber } };
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, changed));
    expect((await applicant.get(`/v1/orders/${id}`)).body.type).toBe('NEW_SITE_ELSEWHERE');
  });

  test('A-153 of a returned order keeps its last website, and is not edited during the review', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const locked = await applicant.patch(`/v1/orders/${id}/form`, { entity: { remark: '…' } });
    expect(locked.body).toMatchObject({
      status: 409,
      code: 'NOT_EDITABLE',
      detail: expect.stringContaining('Withdraw'),
    });
    const items = [{ path: 'entity.name', code: 'NAME_MISMATCH', advice: 'Write the name as the document says.' }];
    await (await bench.as('reviewer')).act(id, 'reject', { items });
    const emptied = await applicant.patch(`/v1/orders/${id}/form`, { websites: { W1: null } });
    expect(emptied.body).toMatchObject({ status: 409, errors: [{ code: 'LAST_WEBSITE' }] });
    expect((await applicant.get(`/v1/orders/${id}`)).body).toMatchObject({ items, editable: 'ALL' });
  });
});

describe('A-022 the address that names the server of a website', () => {
  let applicant: Person;
  let id: string;
  beforeAll(async () => {
    applicant = await bench.as('applicant');
    id = await bench.order(applicant, individual(), 'FILLED');
  });
  const ask = async (source: object) => {
    const { body } = await applicant.put(`/v1/orders/${id}/websites/W1/instance`, source);
    const { body: kept } = await applicant.get(`/v1/orders/${id}/instances`);
    expect(kept.instances).toMatchObject([{ websiteId: 'W1', instanceId: `i-${id}-W1` }]);
    return body;
  };

  test.each<[string, object, string]>([
    ['is outside the mainland', { mainland: false }, 'INSTANCE_NOT_MAINLAND'],
    ['is paid as it goes', { prepaid: false }, 'INSTANCE_NOT_PREPAID'],
    ['has expired', { expiresOn: '2026-01-01' }, 'INSTANCE_EXPIRED'],
    ['runs for a month only', { termMonths: 1 }, 'INSTANCE_TERM_TOO_SHORT'],
    ['has no public address', { publicIp: undefined }, 'INSTANCE_WITHOUT_PUBLIC_IP'],
    ['belongs to another account', { ownerAccountId: 'somebody' }, 'INSTANCE_OF_ANOTHER_ACCOUNT'],
  ])('refuses a server that %s', async (_what, facts, code) => {
    const instanceId = `i-${randomUUID()}`;
    bench.parties.assets.instances.set(instanceId, { ownerAccountId: applicant.accountId ?? '', ...facts });
    const body = await ask({ instanceId });
    expect(body).toMatchObject({
      status: 409,
      code,
      errors: [{ path: 'instance', code, message: expect.any(String) }],
    });
  });

  test('refuses an unknown server, and codes that are unknown, of another account or void', async () => {
    bench.parties.assets.instances.set('i-unknown', null);
    expect(await ask({ instanceId: 'i-unknown' })).toMatchObject({ status: 409, code: 'INSTANCE_UNKNOWN' });
    expect(await ask({ code: 'ABCD-EFGH-2345' })).toMatchObject({ status: 409, code: 'CODE_UNKNOWN' });
    expect(await ask({ instanceId: 'x', code: 'ABCD' })).toMatchObject({ status: 422, code: 'INVALID' });
  });

  test('A-118 takes a code of an enterprise’s server, which backs one website and is free again when it is given back', async () => {
    const lender = await bench.as('applicant');
    const operator = await bench.as('operator');
    const account = { id: lender.accountId, kind: 'ENTERPRISE', verified: true };
    bench.parties.assets.instances.set('i-lent', { ownerAccountId: lender.accountId ?? '' });
    const early = await lender.post('/v1/instances/i-lent/codes');
    expect(early.body).toMatchObject({ status: 409, code: 'CODE_ACCOUNT_KIND' });
    succeeded(await operator.post('/v1/accounts', account));
    bench.parties.assets.instances.set('i-balanced', { ownerAccountId: lender.accountId ?? '', loadBalancerIp: true });
    expect((await lender.post('/v1/instances/i-balanced/codes')).body).toMatchObject({
      status: 409,
      code: 'INSTANCE_BEHIND_LOAD_BALANCER',
    });
    const codes: { id: string; code: string }[] = [];
    for (const grantedTo of [undefined, 'somebody', undefined, undefined, undefined]) {
      codes.push(succeeded(await lender.post('/v1/instances/i-lent/codes', grantedTo ? { grantedTo } : {})).body);
    }
    const sixth = await lender.post('/v1/instances/i-lent/codes');
    expect(sixth.body).toMatchObject({ status: 409, code: 'CODE_TOO_MANY' });
    const [first, granted, withdrawn] = codes;
    await lender.delete(`/v1/instances/i-lent/codes/${withdrawn?.id}`).expect(204);
    expect(await ask({ code: granted?.code })).toMatchObject({ code: 'CODE_OF_ANOTHER_ACCOUNT' });
    expect(await ask({ code: withdrawn?.code })).toMatchObject({ code: 'CODE_VOID' });

    const other = await bench.as('applicant');
    const theirs = await bench.order(other, individual(), 'FILLED');
    const take = () => other.put(`/v1/orders/${theirs}/websites/W1/instance`, { code: first?.code });
    expect(succeeded(await take()).body).toMatchObject({ instanceId: 'i-lent', byCode: true });
    expect(await ask({ code: first?.code })).toMatchObject({ code: 'CODE_IN_USE' });
    const listed = await lender.get('/v1/instances/i-lent/codes').expect(200);
    expect(listed.body.codes.map(({ state }: { state: string }) => state)).toEqual([
      'IN_USE',
      'UNUSED',
      'VOID',
      'UNUSED',
      'UNUSED',
    ]);
    await other.delete(`/v1/orders/${theirs}/websites/W1/instance`).expect(204);
    expect((await lender.get('/v1/instances/i-lent/codes')).body.codes[0].state).toBe('UNUSED');
    expect((await other.get(`/v1/orders/${theirs}`)).body.stage).toBe('TYPE_DETERMINED');
  });
});

describe('documents', () => {
  test('are sealed in the store, come back unchanged, and leave their history when they are replaced', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    succeeded(await applicant.upload(id, 'entity-certificate', PNG, '营业执照.png'));
    const stored = [...bench.parties.documents.contents].filter(([key]) => key.startsWith(id));
    expect(stored).toHaveLength(2);
    for (const [, content] of stored) expect(Buffer.from(content).includes(PNG)).toBe(false);
    const read = await applicant.get(`/v1/orders/${id}/documents/entity-certificate?image=ORIGINAL`).expect(200);
    expect(read.headers['content-type']).toBe('image/png');
    expect(Buffer.from(read.body).equals(PNG)).toBe(true);
    expect((await applicant.upload(id, 'entity-certificate')).body.document.version).toBe(1);
    await applicant.delete(`/v1/orders/${id}/documents/entity-certificate`).expect(204);
    await applicant.get(`/v1/orders/${id}/documents/entity-certificate`).expect(404);
    expect((await applicant.upload(id, 'entity-certificate')).body.document.version).toBe(2);
  });

  test('A-004 include the filled-in form for province, kind and type to download', async () => {
    const applicant = await bench.as('applicant');
    const form = enterprise();
    const id = await bench.order(applicant, form, 'FILLED');
    const path = `/v1/orders/${id}/documents/checklist-form/template`;
    const { body } = await applicant.get(path).expect(200);
    expect(body).toMatchObject({ version: expect.any(String), title: expect.any(String) });
    expect(body.body).toContain(form.entity.name);
    await applicant.get(`/v1/orders/${id}/documents/photo-in-hand/template`).expect(404);
  });

  test('A-049 R-PRE-16 have a checklist that says where originals go: those of finance in Guangdong to its bureau', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, enterprise('GD'), 'FILLED');
    const mail = async () => (await applicant.get(`/v1/orders/${id}/checklist`).expect(200)).body.mail;
    expect(await mail()).toBeUndefined();
    const preApprovals = [{ sector: 'FINANCE', number: '银监-0001' }];
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, { websites: { W1: { preApprovals } } }));
    expect(await mail()).toMatchObject({
      recipient: expect.stringContaining('Application Review'),
      phone: '020-87628386',
      papers: expect.arrayContaining([{ paper: expect.stringContaining('承诺书'), copies: 1 }]),
      rules: expect.arrayContaining([expect.stringContaining('到付')]),
    });
  });

  test('A-161 are taken during the review only for the slots that a reviewer asked for', async () => {
    const applicant = await bench.as('applicant');
    const reviewer = await bench.as('reviewer');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    expect((await applicant.upload(id, 'residence-proof:P1')).body).toMatchObject({
      status: 409,
      code: 'NOT_EDITABLE',
    });
    await reviewer.act(id, 'requestMaterial', { slots: ['residence-proof:P1'] });
    const { body: order } = await applicant.get(`/v1/orders/${id}`);
    expect(order).toMatchObject({ materialAsked: ['residence-proof:P1'], editable: 'ASKED_SLOTS' });
    const other = await applicant.upload(id, 'domain-certificate:W1');
    expect(other.body).toMatchObject({ status: 409, code: 'SLOT_NOT_ASKED', detail: 'Asked for: residence-proof:P1.' });
    expect(succeeded(await applicant.upload(id, 'residence-proof:P1')).body.settled).toBe(true);
    expect((await applicant.get(`/v1/orders/${id}`)).body).toMatchObject({
      stage: 'PRELIM_REVIEW',
      materialAsked: [],
      editable: 'NOTHING',
    });
  });
});
