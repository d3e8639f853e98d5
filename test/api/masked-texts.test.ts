/** What roles that do not work with people's data see of an individual's order, wherever it is shown. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderId } from '../../domain/identifiers.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { instant } from '../../domain/time/instant.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const NAME = '欧阳修竹';
const NUMBER = '粤ICP备2026000031号';
const STREET = '石牌西路五号大院';
/** A number that stands in no field of the form. */
const ANOTHER_MOBILE = '139 1111 2222';

/** An individual who writes the own name into every field that takes a text. */
function personal(): OrderForm {
  const form = individual();
  const { W1: website = {} } = form.websites;
  const { P1: person = {} } = form.people;
  return {
    entity: {
      ...form.entity,
      name: NAME,
      district: `${NAME}区`,
      certificateAddress: `${STREET}（${NAME}）`,
      mailingAddress: `${STREET} ${NAME}收`,
      remark: `${NAME}的个人备案`,
    },
    people: { P1: { ...person, name: NAME, email: 'ouyang.xiuzhu@example.cn', mobileOverrideNote: `${NAME}不换号` } },
    websites: {
      W1: {
        ...website,
        name: `${NAME}的书房`,
        homeUrl: `${website.homeUrl}${encodeURIComponent(NAME)}`,
        languages: ['中文', `${NAME}语`],
        remark: `${NAME}写的随笔`,
      },
    },
  };
}

async function orderWithTexts(form: OrderForm): Promise<{ id: string; applicant: Person }> {
  const [applicant, reviewer] = await Promise.all([bench.as('applicant'), bench.as('reviewer')]);
  const id = await bench.order(applicant, form, 'PRELIM_REVIEW');
  const mobile = form.people['P1']?.mobile ?? '';
  await reviewer.act(id, 'claim');
  await reviewer.act(id, 'annotate', { note: `${NAME} 来电，${mobile} 或 ${ANOTHER_MOBILE}，住 ${STREET}` });
  await reviewer.act(id, 'requestMaterial', { slots: ['entity-certificate'], note: `请${NAME}重拍` });
  succeeded(await applicant.upload(id, 'entity-certificate'));
  const advice = `证件上是${NAME}，号码 ${form.people['P1']?.documentNumber}，邮箱 ouyang.xiuzhu@example.cn`;
  await reviewer.act(id, 'reject', { items: [{ path: 'people.P1.name', code: 'NAME_MISMATCH', advice }] });
  const websites = [{ domain: form.websites['W1']?.domain ?? '', number: `${NUMBER}-1` }];
  const record = {
    orderId: id as OrderId,
    at: instant(Date.now()),
    issuedOn: '2026-02-20',
    entityNumber: NUMBER,
    websites,
  };
  await writeRecord(bench.database, bench.vault, record);
  return { id, applicant };
}

const pathsOf = (id: string, account: string): string[] => [
  ...[
    '',
    '/form',
    '/history',
    '/checklist',
    '/messages',
    '/documents',
    '/obligations',
    '/instances',
    '/people/P1/liveness',
  ].map((part) => `/v1/orders/${id}${part}`),
  `/v1/orders/${id}/documents/checklist-form/template`,
  '/v1/orders',
  '/v1/tasks?state=all',
  '/v1/inbox?show=all',
  '/v1/messages/undelivered',
  `/v1/accounts/${account}`,
  `/v1/records?accountId=${account}`,
  `/v1/records/${encodeURIComponent(NUMBER)}`,
];

test('A-147 operators, auditors and the mailroom see the name, number and address of an individual nowhere', async () => {
  const form = personal();
  const { id, applicant } = await orderWithTexts(form);
  const { P1: person = {} } = form.people;
  const secrets = [
    NAME,
    STREET,
    'ouyang.xiuzhu',
    ANOTHER_MOBILE,
    encodeURIComponent(NAME),
    person.documentNumber ?? '',
    person.mobile ?? '',
  ];
  const paths = pathsOf(id, applicant.accountId ?? '');
  const ownWords = (await applicant.get(`/v1/orders/${id}/history`)).text;
  expect(ownWords).toContain(NAME); // the texts are there for those who may see them
  for (const role of ['operator', 'auditor', 'mailroom'] as const) {
    const reader = await bench.as(role);
    let shown = 0;
    for (const path of paths) {
      const { status, text } = await reader.get(path);
      if (status === 200) shown += 1;
      expect({ path, role, found: secrets.filter((secret) => text.includes(secret)) }).toEqual({
        path,
        role,
        found: [],
      });
    }
    expect(shown).toBeGreaterThanOrEqual(role === 'mailroom' ? 7 : 13);
  }
});

test('what a customer writes with an action is hidden from them as well, whatever it says', async () => {
  const { id, applicant } = await orderWithTexts(personal());
  await applicant.act(id, 'abandon', { reason: '我姐姐王秀英替我办' });
  const auditor = await bench.as('auditor');
  const { body, text } = await auditor.get(`/v1/orders/${id}/history`);
  expect(text).not.toContain('王秀英');
  expect(body.entries.at(-1)).toMatchObject({ action: 'abandon', detail: '***' });
});

test('the name of an organisation and of its website is public, and stays', async () => {
  const [applicant, operator] = await Promise.all([bench.as('applicant'), bench.as('operator')]);
  const form = individual();
  const id = await bench.order(applicant, form, 'OPEN');
  const entity = { kind: 'ENTERPRISE', name: '广州示例科技有限公司' };
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, { entity, websites: { W1: { name: '示例科技' } } }));
  const { body } = await operator.get(`/v1/orders/${id}/form`);
  expect(body).toMatchObject({ shown: 'MASKED', form: { entity, websites: { W1: { name: '示例科技' } } } });
});
