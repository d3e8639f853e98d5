/** Where customers work: at a computer, in the app, in the mini-program (R-AUTH-1, R-AUTH-2, R-TYPE-11). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Test } from 'supertest';
import type { OrderForm } from '../../domain/order/form.ts';
import { individual, smallEnterprise } from '../support/orders/applicants.ts';
import { filedElsewhere } from '../support/desk/transfers.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

type Channel = 'PC' | 'APP' | 'MINI';
const by = (channel: Channel, call: Test): Test => call.set('Beian-Channel', channel);

async function filledIn(person: Person, form: OrderForm): Promise<string> {
  const id = await bench.order(person, form, 'OPEN');
  succeeded(await person.patch(`/v1/orders/${id}/form`, form));
  return id;
}

async function passFaceCheck(person: Person, id: string, personId: string): Promise<void> {
  const { body } = succeeded(await person.post(`/v1/orders/${id}/people/${personId}/liveness`));
  bench.parties.liveness.results.set(body.reference, { status: 'PASS' });
  await bench.comeBack(body.reference).expect(200);
}

const checklist = async (person: Person, id: string, channel: Channel) =>
  succeeded(await by(channel, person.get(`/v1/orders/${id}/checklist`))).body;
const slotsOf = ({ documents }: { documents: { slot: string; step: string }[] }, step: string) =>
  documents.filter((slot) => slot.step === step).map(({ slot }) => slot);

test('a request that names no known channel is refused, with the channels that there are', async () => {
  const person = await bench.as('applicant');
  const { status, body } = await person.get('/v1/orders').set('Beian-Channel', 'FAX');
  expect([status, body.errors[0].path]).toEqual([422, 'Beian-Channel']);
  expect(body.errors[0].message).toContain('MINI');
});

test('A-041 the app takes first filings and websites of an entity filed elsewhere; other types go on at a computer', async () => {
  const person = await bench.as('applicant');
  const form = smallEnterprise();
  filedElsewhere(bench, form);
  const id = await filledIn(person, form);
  succeeded(await by('APP', person.upload(id, 'entity-certificate')));
  const check = (channel: Channel) => by(channel, person.post(`/v1/orders/${id}/type`));
  const refused = { status: 409, code: 'USE_PC', errors: [{ path: 'type', code: 'USE_PC' }] };
  expect((await check('APP')).body).toMatchObject(refused);
  expect((await person.get(`/v1/orders/${id}`)).body.type).toBeUndefined();
  expect(succeeded(await check('MINI')).body.type).toBe('TRANSFER_NEW');
  // The order has its type now: the app looks at it and does nothing with it.
  const edit = (channel: Channel) =>
    by(channel, person.patch(`/v1/orders/${id}/form`, { people: { P1: { email: 'a@example.cn' } } }));
  expect((await edit('APP')).body).toMatchObject(refused);
  expect((await by('APP', person.get(`/v1/orders/${id}`))).status).toBe(200);
  expect((await edit('PC')).status).toBe(200);

  const elsewhere = smallEnterprise();
  bench.parties.bureau.lookUps.set(elsewhere.entity.certificateNumber ?? '', { entityFiled: true, entityHere: false });
  for (const [wanted, filed] of [
    ['FIRST', smallEnterprise()],
    ['NEW_SITE_ELSEWHERE', elsewhere],
  ] as const) {
    const owner = await bench.as('applicant');
    const order = await filledIn(owner, filed);
    succeeded(await by('APP', owner.upload(order, 'entity-certificate')));
    expect(succeeded(await by('APP', owner.post(`/v1/orders/${order}/type`))).body.type).toBe(wanted);
  }
});

test('A-042 a certificate is not taken at a computer: a code leads the phone to the order, and to no other', async () => {
  const [person, stranger] = [await bench.as('applicant'), await bench.as('applicant')];
  const id = await bench.order(person, individual(), 'FILLED');
  const other = await bench.order(stranger, individual(), 'OPEN');
  const { status, body } = await by('PC', person.upload(id, 'entity-certificate'));
  expect([status, body.code]).toEqual([409, 'USE_PHONE']);
  const { code } = body.handOff;
  expect(Date.parse(body.handOff.expiresAt)).toBeGreaterThan(Date.now());
  expect(JSON.stringify(body.handOff)).not.toContain(person.id);
  expect((await checklist(person, id, 'PC')).documents).toContainEqual(
    expect.objectContaining({ slot: 'entity-certificate', byPhone: true }),
  );

  const open = (who: Person, scanned: string) => who.post('/v1/hand-offs', { code: scanned });
  expect(succeeded(await open(person, code)).body).toEqual({ orderId: id });
  expect((await open(stranger, code)).status).toBe(404);
  expect((await open(person, `${code}x`)).status).toBe(404);
  const made = succeeded(await stranger.post(`/v1/orders/${other}/hand-off`)).body;
  expect((await open(person, made.code)).status).toBe(404);
  expect((await person.post(`/v1/orders/${other}/hand-off`)).status).toBe(404);

  // What the phone does appears at the computer, where the order goes on; auxiliary material is taken anywhere.
  const { documents } = await checklist(person, id, 'APP');
  for (const { slot } of documents) succeeded(await by('APP', person.upload(id, slot)));
  const auxiliary = documents.find(({ slot }: { slot: string }) => slot === 'checklist-form');
  if (auxiliary !== undefined) succeeded(await by('PC', person.upload(id, 'checklist-form')));
  await bench.passFaceChecks(person, id);
  const atPc = await checklist(person, id, 'PC');
  expect(atPc.documents.every(({ present }: { present: boolean }) => present)).toBe(true);
  expect(atPc.people).toEqual([expect.objectContaining({ faceCheck: 'PASS' })]);
  succeeded(await by('PC', person.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } })));
});

test('A-045 in the app no type comes before the certificate of an organisation or the face check of an individual', async () => {
  const [company, single] = [await bench.as('applicant'), await bench.as('applicant')];
  const [organisation, person] = [smallEnterprise(), individual()];
  const [ofCompany, ofSingle] = [await filledIn(company, organisation), await filledIn(single, person)];
  const check = (who: Person, id: string) => by('APP', who.post(`/v1/orders/${id}/type`));

  const first = await checklist(company, ofCompany, 'APP');
  expect([slotsOf(first, 'TYPE'), first.people]).toEqual([['entity-certificate'], []]);
  expect((await check(company, ofCompany)).body).toMatchObject({
    status: 409,
    code: 'INCOMPLETE',
    errors: [{ path: 'documents.entity-certificate', code: 'MISSING' }],
  });
  // Elsewhere a scan waits until the type says what is needed.
  expect((await by('MINI', company.upload(ofCompany, 'entity-certificate'))).body.code).toBe('UNKNOWN_SLOT');
  expect((await by('APP', company.upload(ofCompany, 'site-head-id:P1'))).body.code).toBe('UNKNOWN_SLOT');
  succeeded(await by('APP', company.upload(ofCompany, 'entity-certificate')));
  expect(succeeded(await check(company, ofCompany)).body.type).toBe('FIRST');

  const alone = await checklist(single, ofSingle, 'APP');
  expect([alone.documents, alone.people]).toEqual([
    [],
    [{ personId: 'P1', faceCheck: 'MISSING', fails: 0, step: 'TYPE' }],
  ]);
  expect((await check(single, ofSingle)).body).toMatchObject({
    code: 'INCOMPLETE',
    errors: [{ path: 'people.P1.liveness' }],
  });
  await passFaceCheck(single, ofSingle, 'P1');
  expect(succeeded(await check(single, ofSingle)).body.type).toBe('FIRST');
  const { people } = await checklist(single, ofSingle, 'APP');
  expect(people).toEqual([{ personId: 'P1', faceCheck: 'PASS', fails: 0, step: 'TYPE' }]);
});

test('A-046 in the app certificates and face check come with the information, and the uploads are auxiliary only', async () => {
  const person = await bench.as('applicant');
  const form = smallEnterprise();
  const id = await filledIn(person, form);
  succeeded(await by('APP', person.upload(id, 'entity-certificate')));
  succeeded(await by('APP', person.post(`/v1/orders/${id}/type`)));
  const instanceId = `i-${id}`;
  bench.parties.assets.instances.set(instanceId, { ownerAccountId: person.accountId ?? '' });
  succeeded(await person.put(`/v1/orders/${id}/websites/W1/instance`, { instanceId }));
  succeeded(await person.patch(`/v1/orders/${id}/form`, { entity: { city: null } }));
  const stage = async () => succeeded(await person.get(`/v1/orders/${id}`)).body.stage;
  expect(await stage()).toBe('INSTANCE_VERIFIED');

  const inApp = await checklist(person, id, 'APP');
  const certificates = slotsOf(inApp, 'INFORMATION');
  expect([slotsOf(inApp, 'TYPE'), certificates]).toEqual([['entity-certificate'], ['entity-head-id:P1']]);
  expect(inApp.people).toEqual([expect.objectContaining({ personId: 'P1', step: 'INFORMATION' })]);
  const atPc = await checklist(person, id, 'PC');
  expect(slotsOf(atPc, 'UPLOAD')).toEqual(expect.arrayContaining(['entity-certificate', 'entity-head-id:P1']));

  // Still within the information step.
  for (const slot of certificates) succeeded(await by('APP', person.upload(id, slot)));
  await passFaceCheck(person, id, 'P1');
  succeeded(await by('APP', person.patch(`/v1/orders/${id}/form`, { entity: { city: form.entity.city } })));
  for (const slot of slotsOf(inApp, 'UPLOAD')) succeeded(await by('APP', person.upload(id, slot)));
  expect(await stage()).toBe('CONFIRMATION');
});
