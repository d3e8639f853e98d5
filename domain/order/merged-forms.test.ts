import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeForms } from './merged-forms.ts';
import { formSchema, type OrderForm } from './form.ts';

const formOf = (form: object): OrderForm => formSchema.parse(form);
const OPEN = formOf({
  entity: { certificateNumber: '91370100MA0000001A', city: '济南', headId: 'P1' },
  people: { P1: { name: '张三', documentNumber: '37010219790304001X' }, P2: { name: '李四', documentNumber: '2' } },
  websites: { W1: { domain: 'one.cn', headId: 'P2' }, W2: { domain: 'two.cn', headId: 'P1' } },
});
const merge = (wanted: OrderForm) => {
  const result = mergeForms(OPEN, wanted);
  if (!result.merged) throw new Error(result.finding.code);
  return result;
};

test('A-087 R-ORD-6 the websites of both orders are in the merged one, each under a name of its own', () => {
  const { form, added } = merge(
    formOf({
      people: { P1: { name: '王五', documentNumber: '3' } },
      websites: { W1: { domain: 'three.cn', headId: 'P1' } },
    }),
  );
  expect(form.websites).toEqual({ ...OPEN.websites, W3: { domain: 'three.cn', headId: 'P3' } });
  expect(form.people).toEqual({ ...OPEN.people, P3: { name: '王五', documentNumber: '3' } });
  expect(form.entity).toEqual(OPEN.entity);
  expect(added).toEqual(['W3']);
});

test('A-087 a website or person that both orders name is there once, as the new order has it', () => {
  const { form, added } = merge(
    formOf({
      entity: { city: '青岛', headId: 'P7' },
      people: { P7: { name: '张三', documentNumber: '37010219790304001x', mobile: '13800138000' } },
      websites: { W9: { domain: 'www.two.cn', name: '示例', headId: 'P7' } },
    }),
  );
  expect(form.websites['W2']).toEqual({ domain: 'www.two.cn', name: '示例', headId: 'P1' });
  expect(Object.keys(form.websites)).toEqual(['W1', 'W2']);
  expect(form.people['P1']).toMatchObject({ name: '张三', mobile: '13800138000' });
  expect(form.entity).toMatchObject({ city: '青岛', headId: 'P1' });
  expect(added).toEqual([]);
});

test('A-087 R-ORD-8 an order for another entity is not merged, however its number is written', () => {
  const other = formOf({ entity: { certificateNumber: '91370100MA0000002B' } });
  expect(mergeForms(OPEN, other)).toMatchObject({ merged: false, finding: { code: 'ANOTHER_ENTITY' } });
  expect(mergeForms(OPEN, formOf({ entity: { certificateNumber: '91370100ma0000001a ' } })).merged).toBe(true);
});

test('two orders that need more names than one form has are not merged', () => {
  const many = (from: number) =>
    formOf({
      websites: Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [`W${index + 1}`, { domain: `site-${from + index}.cn` }]),
      ),
    });
  expect(mergeForms(many(0), many(60))).toMatchObject({ merged: false, finding: { code: 'TOO_MANY_WEBSITES' } });
});

test('nothing of either order is lost: every domain and every person with a document is in the merged form', () => {
  const someForm = fc
    .record({
      domains: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
      people: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
    })
    .map(({ domains, people }) =>
      formOf({
        people: Object.fromEntries(people.map((n, index) => [`P${index + 1}`, { documentNumber: `D${n}` }])),
        websites: Object.fromEntries(
          domains.map((n, index) => [
            `W${index + 1}`,
            { domain: `site${n}.cn`, ...(people.length > 0 && { headId: 'P1' }) },
          ]),
        ),
      }),
    );
  const domains = ({ websites }: OrderForm) => Object.values(websites).map(({ domain }) => domain);
  const documents = ({ people }: OrderForm) => Object.values(people).map(({ documentNumber }) => documentNumber);
  fc.assert(
    fc.property(someForm, someForm, (open, wanted) => {
      const result = mergeForms(open, wanted);
      if (!result.merged) throw new Error(result.finding.code);
      const { form } = result;
      expect(new Set(domains(form))).toEqual(new Set([...domains(open), ...domains(wanted)]));
      expect(domains(form)).toHaveLength(new Set(domains(form)).size);
      expect(new Set(documents(form))).toEqual(new Set([...documents(open), ...documents(wanted)]));
      const headOf = (of: OrderForm, domain: string | undefined) =>
        of.people[Object.values(of.websites).find((one) => one.domain === domain)?.headId ?? '']?.documentNumber;
      for (const domain of domains(wanted))
        expect(headOf(form, domain)).toBe(headOf(wanted, domain) ?? headOf(open, domain));
    }),
  );
});
