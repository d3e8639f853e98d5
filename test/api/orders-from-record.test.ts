/** Orders opened from a record: what is copied, what may be changed, what is shown, and what is refused with which way out. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrderForm } from '../../domain/order/form.ts';
import { enterprise, individual, smallEnterprise } from '../support/orders/applicants.ts';
import { miitChanges, recordOfAccount } from '../support/orders/record-of-account.ts';
import {
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

const OPEN_AT = '2026-03-09T10:00:00+08:00';
const confirmed = { rulesConfirmed: true, openAt: OPEN_AT };

/** A customer with a record. */
async function customer(form: OrderForm) {
  const applicant = await bench.as('applicant');
  const { entity, websites } = await recordOfAccount(bench, applicant.accountId ?? '', form);
  const open = (body: object) =>
    applicant.post(`/v1/records/${encodeURIComponent(entity)}/orders`, { ...confirmed, ...body });
  return { applicant, entity, websites, open };
}
const changeEntity = (changes: object) => ({ type: 'CHANGE_ENTITY', changes });
const codesIn = ({ errors }: { errors: { path: string; code: string }[] }) =>
  errors.map(({ path, code }) => `${path} ${code}`);

describe('an order opened from a record', () => {
  test('A-024 R-TYPE-1 copies the record and fills the old data in, and shows what is different', async () => {
    const form = smallEnterprise();
    const { applicant, entity, open } = await customer(form);
    const { body: order } = succeeded(await open(changeEntity({ people: { P1: { mobile: '13912345678' } } })));
    expect(order).toMatchObject({
      type: 'CHANGE_ENTITY',
      stage: 'INFO_FILLED',
      fromRecord: { entityNumber: entity, takenAt: OPEN_AT, websites: [], changed: ['people.P1.mobile'] },
    });
    const { body } = succeeded(await applicant.get(`/v1/orders/${order.id}/form`));
    expect(body.record.form).toEqual({ entity: form.entity, people: form.people, websites: {} });
    expect(body.form.people.P1).toEqual({ ...form.people['P1'], mobile: '13912345678' });
    expect(body.changes).toEqual([
      { path: 'people.P1.mobile', before: form.people['P1']?.mobile, after: '13912345678' },
    ]);
  });

  test('A-147 shows the difference masked to those who may not read data of people', async () => {
    const form = smallEnterprise();
    const { open } = await customer(form);
    const { body: order } = succeeded(
      await open(
        changeEntity({
          people: { P1: { name: '欧阳新人', mobile: '13912345678' } },
          entity: { remark: '欧阳新人负责' },
        }),
      ),
    );
    const { body } = succeeded(await (await bench.as('operator')).get(`/v1/orders/${order.id}/form`));
    expect(body.shown).toBe('MASKED');
    expect(JSON.stringify(body)).not.toContain('13912345678');
    expect(JSON.stringify(body)).not.toContain('欧阳新人');
    expect(body.changes.map(({ path }: { path: string }) => path)).toEqual([
      'entity.remark',
      'people.P1.name',
      'people.P1.mobile',
    ]);
  });

  test('copies only the websites it is about, with their heads', async () => {
    const form = enterprise();
    const { applicant, websites, open } = await customer(form);
    const { body: order } = succeeded(await open({ type: 'CHANGE_SITE', websites: [websites['W2']] }));
    const { body } = succeeded(await applicant.get(`/v1/orders/${order.id}/form`));
    expect(Object.values(body.form.websites)).toMatchObject([{ name: form.websites['W2']?.name }]);
    expect(Object.values(body.record.websiteNumbers)).toEqual([websites['W2']]);
    expect(body.changes).toEqual([]);
    expect(order.fromRecord.websites).toEqual([websites['W2']]);
  });

  test('is not submitted while nothing is different from the record', async () => {
    const { applicant, open } = await customer(smallEnterprise());
    const { body: order } = succeeded(await open(changeEntity({})));
    expect(order.stage).toBe('INSTANCE_VERIFIED');
    const { body } = succeeded(await applicant.get(`/v1/orders/${order.id}/checklist`));
    expect(body.missing).toContainEqual(expect.objectContaining({ path: 'changes', code: 'NOTHING_CHANGED' }));
  });

  test('takes an edit back when the field is as on record again', async () => {
    const form = smallEnterprise();
    const { applicant, open } = await customer(form);
    const { body: order } = succeeded(await open(changeEntity({ entity: { mailingAddress: '武汉市江岸区新路8号' } })));
    const back = { entity: { mailingAddress: form.entity.mailingAddress, remark: '备注' } };
    const { body } = succeeded(await applicant.patch(`/v1/orders/${order.id}/form`, back));
    expect(body.changes).toEqual([{ path: 'entity.remark', after: '备注' }]);
  });

  test('keeps its type: no look-up determines it, whatever the record of MIIT says', async () => {
    const form = smallEnterprise();
    const { applicant, open } = await customer(form);
    const { body: order } = succeeded(
      await open(changeEntity({ entity: { certificateNumber: form.entity.certificateNumber, remark: '备注' } })),
    );
    const { body } = succeeded(await applicant.post(`/v1/orders/${order.id}/type`));
    expect(body.type).toBe('CHANGE_ENTITY');
  });
});

describe('a document that has expired on record', () => {
  /** A further website of the entity, without the type that nobody has asked for yet. */
  async function furtherWebsite(applicant: Person, form: OrderForm) {
    bench.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', { entityFiled: true, entityHere: true });
    const id = await bench.order(applicant, form, 'OPEN', '2026-03-09 10:00');
    const domain = `further-${form.websites['W1']?.domain}`;
    const W1 = { ...form.websites['W1'], domain, homeUrl: `https://${domain}/` };
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, { ...form, websites: { W1 } }));
    return { id, asked: await applicant.post(`/v1/orders/${id}/type`) };
  }
  const withDocument = (form: OrderForm, person: string, documentValidUntil: '2026-03-08'): OrderForm => ({
    ...form,
    people: { ...form.people, [person]: { ...form.people[person], documentValidUntil } },
  });

  test('A-109 stops a further website of the entity: the answer names the record, from which the change opens', async () => {
    const form = smallEnterprise();
    const { applicant, entity, open } = await customer(withDocument(form, 'P1', '2026-03-08'));
    const { id, asked } = await furtherWebsite(applicant, form);
    expect(asked.body).toMatchObject({
      status: 409,
      code: 'ENTITY_CHANGE_FIRST',
      errors: [{ path: 'websites.W1.domain', message: expect.stringContaining(`from record ${entity}`) }],
    });
    const changes = { people: { P1: { documentValidUntil: '2046-03-08' } } };
    await applicant.act(id, 'abandon');
    expect(succeeded(await open(changeEntity(changes))).body).toMatchObject({ type: 'CHANGE_ENTITY' });
  });

  test('A-109 of a website’s head stops nothing: a change of that website is offered, and opens', async () => {
    const form = enterprise();
    const { applicant, websites, open } = await customer(withDocument(form, 'P3', '2026-03-08'));
    const { id, asked } = await furtherWebsite(applicant, form);
    expect(succeeded(asked).body).toMatchObject({ type: 'NEW_SITE_HERE' });
    const { body } = succeeded(await applicant.get(`/v1/orders/${id}/checklist`));
    expect(body.warnings).toContainEqual({
      path: 'record.websites.2',
      code: 'SITE_HEAD_EXPIRED',
      advice: expect.stringContaining(`in charge of ${websites['W2']}`),
    });
    await applicant.act(id, 'abandon');
    expect(succeeded(await open({ type: 'CHANGE_SITE', websites: [websites['W2']] })).body).toMatchObject({
      type: 'CHANGE_SITE',
    });
  });
});

describe('A-110 R-CHG-7 what a change may not touch is refused with the reason:', () => {
  test.each([
    ['entity.province', changeEntity({ entity: { province: 'GD' } }), /deregister it there, then file anew/i],
    ['entity.name', { type: 'CHANGE_SITE', changes: { entity: { name: '别的公司' } } }, /two orders/],
    [
      'websites.W1.domain',
      { type: 'CHANGE_SITE', changes: { websites: { W1: { domain: 'other.cn' } } } },
      /new website.*owner of a domain changes at its registrar/,
    ],
  ])('%s, at the opening and in an edit', async (path, { changes, ...order }, advice) => {
    const { applicant, websites, open } = await customer(smallEnterprise());
    const asked = { ...order, websites: [websites['W1']] };
    const refused = await open({ ...asked, changes });
    expect(refused.body).toMatchObject({ status: 422, code: 'INVALID' });
    expect(codesIn(refused.body)).toEqual([`${path} NOT_CHANGEABLE_HERE`]);
    expect(refused.body.errors[0].message).toMatch(advice);
    const { body: opened } = succeeded(await open(asked));
    const edit = await applicant.patch(`/v1/orders/${opened.id}/form`, changes);
    expect(codesIn(edit.body)).toEqual([`${path} NOT_CHANGEABLE_HERE`]);
  });
});

describe('no order is opened', () => {
  test('A-105 on a record of another account or of another provider: the answer says whom to ask and how long it takes', async () => {
    const { entity } = await customer(smallEnterprise());
    const stranger = await bench.as('applicant');
    for (const number of [entity, '京ICP备99999999号']) {
      const path = `/v1/records/${encodeURIComponent(number)}/orders`;
      const { body } = await stranger.post(path, { ...confirmed, ...changeEntity({}) });
      expect(body).toMatchObject({ status: 404, code: 'RECORD_NOT_HERE' });
      expect(body.title).toMatch(/another provider is changed there.*20 business days/);
    }
  });

  test('A-105 for a change where the entity has no access here any more', async () => {
    const { entity, open } = await customer(smallEnterprise());
    await bench.database
      .updateTable('record_accesses')
      .set({ closed_at: new Date() })
      .where('website_id', 'in', (eb) =>
        eb.selectFrom('record_websites').select('id').where('number', 'like', `${entity}%`),
      )
      .execute();
    expect((await open(changeEntity({}))).body).toMatchObject({ status: 409, code: 'NOT_SERVED_HERE' });
  });

  test('on a number that is gone', async () => {
    const { entity, open } = await customer(smallEnterprise());
    await bench.database
      .updateTable('record_entities')
      .set({ status: 'DEREGISTERED' })
      .where('number', '=', entity)
      .execute();
    expect((await open(changeEntity({}))).body).toMatchObject({ status: 409, code: 'RECORD_GONE' });
  });

  test('A-006 R-ORD-1 on a record with an order in progress: the answer names that order', async () => {
    const { open } = await customer(smallEnterprise());
    const { body: order } = succeeded(await open(changeEntity({})));
    expect((await open({ type: 'CHANGE_SITE' })).body).toMatchObject({ status: 409, code: 'MISSING' });
    expect((await open(changeEntity({}))).body).toMatchObject({ status: 409, code: 'PLACE_TAKEN', order: order.id });
  });

  test('A-087 R-ORD-6 in the place of an order in progress: the answer offers it, and what was wanted before is in the new one', async () => {
    const { applicant, websites, open } = await customer(enterprise());
    const name = websites['W1'] ?? '';
    const first = succeeded(
      await open({ type: 'CHANGE_SITE', websites: [name], changes: { websites: { W1: { name: '先改的名称' } } } }),
    ).body.id;
    const next = { type: 'CHANGE_SITE', websites: [name], changes: { websites: { W1: { remark: '后改的备注' } } } };
    const refused = await open(next);
    expect(refused.body).toMatchObject({ code: 'PLACE_TAKEN', order: first, choices: ['FINISH', 'REPLACE', 'MERGE'] });
    const merging = { ...next, insteadOf: { order: first, how: 'MERGE' } };
    const answer = await open(merging).set('Idempotency-Key', 'merge-from-record');
    const { id, fromRecord } = succeeded(answer).body;
    expect(fromRecord.changed).toEqual(['websites.W1.name', 'websites.W1.remark']);
    const stageOf = async (order: string) => (await applicant.get(`/v1/orders/${order}`)).body.stage;
    expect(await stageOf(first)).toBe('ABANDONED');
    expect((await open(merging).set('Idempotency-Key', 'merge-from-record')).body.id).toBe(id);

    const another = changeEntity({ people: { P1: { mobile: '13912345678' } } });
    expect((await open(another)).body.choices).toEqual(['FINISH', 'REPLACE']);
    const mixed = await open({ ...another, insteadOf: { order: id, how: 'MERGE' } });
    expect(mixed.body).toMatchObject({ code: 'PLACE_TAKEN' });
    const wrong = await open({
      ...changeEntity({ entity: { province: 'BJ' } }),
      insteadOf: { order: id, how: 'REPLACE' },
    });
    expect(codesIn(wrong.body)).toContain('entity.province NOT_CHANGEABLE_HERE');
    expect(await stageOf(id)).not.toBe('ABANDONED');
    const { body } = succeeded(await open({ ...another, insteadOf: { order: id, how: 'REPLACE' } }));
    expect(body).toMatchObject({ type: 'CHANGE_ENTITY', fromRecord: { changed: ['people.P1.mobile'] } });
    expect(await stageOf(id)).toBe('ABANDONED');
  });

  test('A-087 R-ORD-6 a removal of websites takes the place of another one, and removes the websites of both', async () => {
    const { websites, open } = await customer(enterprise());
    const removal = (name: string | undefined) => ({ type: 'DEREG_SITE', websites: [name], reason: '不再使用' });
    const { body: first } = succeeded(await open(removal(websites['W1'])));
    const { body } = succeeded(
      await open({ ...removal(websites['W2']), insteadOf: { order: first.id, how: 'MERGE' } }),
    );
    expect(body.fromRecord.websites).toEqual([websites['W1'], websites['W2']]);
  });

  test('of a type that the type check finds, or for a website that is not on the record', async () => {
    const { websites, open } = await customer(individual());
    expect(codesIn((await open({ type: 'FIRST' })).body)).toEqual(['type TYPE_BY_CHECK']);
    const other = await open({ type: 'CHANGE_SITE', websites: [websites['W1'], '粤ICP备1号-9'] });
    expect(codesIn(other.body)).toEqual(['websites WEBSITE_GONE']);
  });
});

describe('a record that changes between draft and submission', () => {
  /** A draft in which nothing is missing. */
  async function complete(form: OrderForm, changes: object) {
    const { open, ...rest } = await customer(form);
    const { body: order } = succeeded(await open(changeEntity(changes)));
    await uploadEverything(rest.applicant, order.id);
    await bench.passFaceChecks(rest.applicant, order.id);
    const submit = () =>
      rest.applicant.post(`/v1/orders/${order.id}/actions/submitForReview`, { data: { confirmed: true } });
    return { ...rest, id: order.id as string, submit };
  }

  test('R-TYPE-5 is named at the submission, and the customer’s changes are kept when the record is taken anew', async () => {
    const form = smallEnterprise();
    const { applicant, entity, id, submit } = await complete(form, { people: { P1: { mobile: '13912345678' } } });
    await miitChanges(bench, entity, { ...form, entity: { ...form.entity, mailingAddress: '武汉市江岸区新路8号' } });
    const refused = await submit();
    expect(refused.body).toMatchObject({ status: 409, code: 'INCOMPLETE' });
    expect(codesIn(refused.body)).toEqual(['record RECORD_CHANGED']);

    const { body: anew } = succeeded(await applicant.post(`/v1/orders/${id}/record`, {}));
    expect(anew).toMatchObject({ id, stage: 'CONFIRMATION', fromRecord: { changed: ['people.P1.mobile'] } });
    const { body } = succeeded(await applicant.get(`/v1/orders/${id}/form`));
    expect(body.form.entity.mailingAddress).toBe('武汉市江岸区新路8号');
    expect(body.form.people.P1.mobile).toBe('13912345678');
    expect(succeeded(await submit()).body).toMatchObject({ outcome: 'APPLIED', to: 'PRELIM_REVIEW' });
  });

  test('is named when the number is gone meanwhile', async () => {
    const { entity, submit } = await complete(smallEnterprise(), { people: { P1: { mobile: '13912345678' } } });
    await bench.database
      .updateTable('record_entities')
      .set({ status: 'DEREGISTERED' })
      .where('number', '=', entity)
      .execute();
    const { body } = await submit();
    expect(codesIn(body)).toEqual(['record RECORD_GONE']);
    expect(body.errors[0].message).toMatch(/abandon.*file anew/i);
  });

  test('leaves nothing to submit when MIIT has already what the customer wanted', async () => {
    const form = smallEnterprise();
    const { applicant, entity, id } = await complete(form, { entity: { remark: '备注' } });
    await miitChanges(bench, entity, { ...form, entity: { ...form.entity, remark: '备注' } });
    const { body } = succeeded(await applicant.post(`/v1/orders/${id}/record`, {}));
    expect(body).toMatchObject({ stage: 'INSTANCE_VERIFIED', fromRecord: { changed: [] } });
  });
});
