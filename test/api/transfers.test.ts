/** Opening and filling in a transfer: what is on record is only shown, who is in charge and where it runs is asked (R-TRF-1, R-ORD-4). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrderForm, Province } from '../../domain/order/form.ts';
import { enterprise, smallEnterprise } from '../support/orders/applicants.ts';
import { filedElsewhere } from '../support/desk/transfers.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let applicant: Person;
beforeAll(async () => {
  bench = await startApiBench();
  const operator = await bench.as('operator');
  const cap = {
    key: 'site.maxPerTransfer',
    scope: { province: 'QH' },
    validFrom: '2026-01-01',
    value: 3,
    source: 'test',
  };
  succeeded(await operator.put('/v1/policies', [cap]));
});
afterAll(() => bench.close());

/** A draft whose type check found a transfer. */
async function transfer(form: OrderForm): Promise<string> {
  applicant = await bench.as('applicant');
  filedElsewhere(bench, form);
  return bench.order(applicant, form, 'FILLED');
}
const edit = (id: string, patch: object) => applicant.patch(`/v1/orders/${id}/form`, patch);
const numberOf = (form: OrderForm) => form.entity.certificateNumber ?? '';

describe('a transfer', () => {
  test('A-012 A-135 becomes one by the type check, shows what is on record, and asks for persons only', async () => {
    const form = smallEnterprise('GD');
    const domain = form.websites['W1']?.domain ?? '';
    filedElsewhere(bench, form);
    const onRecord = { entityNumber: '粤ICP备2024011111号', websiteNumber: '粤ICP备2024011111号-1' };
    bench.parties.bureau.lookUps.set(domain, { domainFiled: true, domainOfEntity: true, onRecord });
    applicant = await bench.as('applicant');
    const id = await bench.order(applicant, form, 'FILLED');

    const { body: order } = succeeded(await applicant.get(`/v1/orders/${id}`));
    expect(order).toMatchObject({ type: 'TRANSFER_NEW', onRecord: { W1: onRecord } });
    expect(order.readOnly).toEqual(
      expect.arrayContaining(['entity.name', 'entity.certificateAddress', 'websites.*.name']),
    );
    const { body: kept } = succeeded(await applicant.get(`/v1/orders/${id}/form`));
    expect(kept.form.websites.W1).toEqual({ domain, headId: 'P1' });
    for (const field of ['name', 'district', 'mailingAddress']) expect(kept.form.entity).not.toHaveProperty(field);
    expect(kept.form.people).toEqual(form.people);
    const { body: checklist } = succeeded(await applicant.get(`/v1/orders/${id}/checklist`));
    expect(checklist.items ?? checklist.blocking ?? []).not.toContainEqual(
      expect.objectContaining({ path: 'entity.name' }),
    );
    succeeded(await edit(id, { people: { P1: { email: 'another@example.cn' } } }));
  });

  test.each<[Province, string]>([
    ['GD', 'at the original provider before the transfer, or through the original provider afterwards'],
    ['BJ', 'within 10 business days'],
    ['XZ', 'before the transfer'],
  ])('A-135 refuses an edit of the record, and says in %s where it is changed: %s', async (province, says) => {
    const id = await transfer(smallEnterprise(province));
    for (const patch of [
      { entity: { name: '示例新名称有限公司' } },
      { entity: { certificateAddress: '示例路2号' } },
      { entity: { district: '示例区' } },
      { websites: { W1: { name: '示例新网站名称' } } },
    ]) {
      const { status, body } = await edit(id, patch);
      expect([status, body.code]).toEqual([409, 'ON_RECORD']);
      expect(body.errors).toMatchObject([{ code: 'ON_RECORD', message: expect.stringContaining(says) }]);
    }
    expect(
      (await edit(id, { websites: { W1: { name: '示例新网站名称' } }, people: { P1: { email: 'x@example.cn' } } }))
        .status,
    ).toBe(409);
    const { body } = succeeded(await applicant.get(`/v1/orders/${id}/form`));
    expect(body.form.people.P1.email).not.toBe('x@example.cn');
  });

  test('R-TYPE-5 can have its type checked again', async () => {
    const id = await transfer(smallEnterprise());
    expect(succeeded(await applicant.post(`/v1/orders/${id}/type`)).body).toMatchObject({ type: 'TRANSFER_NEW' });
  });

  test('A-135 that turns into another type by another domain asks for the whole form again', async () => {
    const id = await transfer(smallEnterprise());
    succeeded(await edit(id, { websites: { W1: { domain: 'never-filed-example.cn' } } }));
    const { body } = succeeded(await applicant.get(`/v1/orders/${id}`));
    expect(body).toMatchObject({ type: 'NEW_SITE_ELSEWHERE', readOnly: [], onRecord: {} });
    succeeded(await edit(id, { websites: { W1: { name: '示例新网站名称' } } }));
  });

  test.each<[Province, number]>([
    ['GD', 10],
    ['QH', 3],
  ])('A-074 in %s takes at most %i websites', async (province, most) => {
    const form = smallEnterprise(province);
    const names = Array.from({ length: most }, (_, index) => `W${index + 1}`);
    const many = Object.fromEntries(
      names.map((id) => [id, { domain: `${province.toLowerCase()}-many-${id.toLowerCase()}.cn`, headId: 'P1' }]),
    );
    const id = await transfer({ ...form, websites: many });
    const more = { [`W${most + 1}`]: { domain: `${province.toLowerCase()}-one-too-many.cn`, headId: 'P1' } };
    const { status, body } = await edit(id, { websites: more });
    expect([status, body.errors]).toMatchObject([
      422,
      [{ code: 'TOO_MANY_WEBSITES', message: expect.stringContaining(`${most}`) }],
    ]);
  });
});

describe('no transfer is opened', () => {
  const ask = async (form: OrderForm) => {
    applicant = await bench.as('applicant');
    const id = await bench.order(applicant, form, 'OPEN');
    succeeded(await edit(id, form));
    return applicant.post(`/v1/orders/${id}/type`);
  };

  test('for a domain that is filed under another entity', async () => {
    const form = smallEnterprise();
    bench.parties.bureau.lookUps.set(form.websites['W1']?.domain ?? '', { domainFiled: true });
    expect((await ask(form)).body).toMatchObject({ status: 409, code: 'DOMAIN_OF_ANOTHER' });
  });

  test('for an entity whose website has its access here already', async () => {
    const form = smallEnterprise();
    bench.parties.bureau.lookUps.set(numberOf(form), { entityFiled: true, entityHere: true });
    bench.parties.bureau.lookUps.set(form.websites['W1']?.domain ?? '', {
      domainFiled: true,
      domainOfEntity: true,
      domainHere: true,
    });
    expect((await ask(form)).body).toMatchObject({ status: 409, code: 'NOTHING_TO_ADD' });
  });

  test('R-ORD-3 together with a new website', async () => {
    const form = enterprise();
    filedElsewhere(bench, form);
    bench.parties.bureau.lookUps.delete(form.websites['W2']?.domain ?? '');
    expect((await ask(form)).body).toMatchObject({ status: 409, code: 'MIXED_TYPES' });
  });

  test('R-TYPE-5 when the number is gone at the submission', async () => {
    const form = smallEnterprise();
    filedElsewhere(bench, form);
    applicant = await bench.as('applicant');
    const id = await bench.order(applicant, form, 'CONFIRMATION');
    bench.parties.bureau.lookUps.delete(form.websites['W1']?.domain ?? '');
    const { body } = await applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
    expect(body).toMatchObject({ code: 'TYPE_CHANGED', errors: [{ code: 'TYPE_IS_NEW_SITE_ELSEWHERE' }] });
  });

  test('TRANSFER_MORE is the type where the entity has another website here', async () => {
    const form = smallEnterprise();
    filedElsewhere(bench, form);
    bench.parties.bureau.lookUps.set(numberOf(form), { entityFiled: true, entityHere: true });
    expect(succeeded(await ask(form)).body).toMatchObject({ type: 'TRANSFER_MORE' });
  });
});
