import { describe, expect, test } from '@jest/globals';
import { enterpriseForm, individualForm } from '../../test/support/orders/sample-orders.ts';
import { rowOf } from '../order-types/table.ts';
import {
  changesOf,
  contentFindings,
  contentOf,
  formOf,
  orderContentSchema,
  storedContent,
  type OrderContent,
} from './content.ts';

const record = {
  takenAt: '2026-02-09T10:00:00+08:00',
  entityNumber: '鲁ICP备2026000001号',
  websiteNumbers: { W1: '鲁ICP备2026000001号-1', W2: '鲁ICP备2026000001号-2' },
  form: enterpriseForm(),
};
const changes = (patch: Extract<OrderContent, { kind: 'CHANGES' }>['changes']): OrderContent => ({
  kind: 'CHANGES',
  record,
  changes: patch,
});
const removal: OrderContent = { kind: 'REMOVAL', record, websites: ['W2'], reason: '网站已停用' };

describe('the stored content of an order', () => {
  test('is read as a form when it is an old one, and is stored unchanged', () => {
    const stored = individualForm();
    expect(contentOf(stored)).toEqual({ kind: 'FORM', form: stored });
    expect(storedContent(contentOf(stored))).toEqual(stored);
  });

  test('is read as the change or removal that was stored', () => {
    for (const content of [changes({ entity: { name: '山东示例有限公司' } }), removal]) {
      const stored = storedContent(content);
      expect(orderContentSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(content);
      expect(contentOf(stored)).toEqual(content);
    }
  });

  test('is never a removal of nothing or without a reason', () => {
    expect(orderContentSchema.safeParse({ ...removal, websites: [] }).success).toBe(false);
    expect(orderContentSchema.safeParse({ ...removal, reason: ' ' }).success).toBe(false);
  });
});

describe('the form that others see', () => {
  test('is, for a change, the record with the change made, and the paths name the differences', () => {
    const content = changes({
      entity: { mailingAddress: '济南市历下区新路3号', remark: null },
      people: { P1: { mobile: record.form.people['P1']?.mobile } },
    });
    expect(formOf(content).entity).toEqual({ ...record.form.entity, mailingAddress: '济南市历下区新路3号' });
    expect(formOf(content).websites).toEqual(record.form.websites);
    expect(changesOf(content)).toEqual(['entity.mailingAddress']);
  });

  test('is, for a removal, the part of the record that is removed', () => {
    expect(Object.keys(formOf(removal).websites)).toEqual(['W2']);
    expect(formOf(removal).entity).toEqual(record.form.entity);
    expect(changesOf(removal)).toBeUndefined();
  });
});

describe('an order of a type', () => {
  const found = (content: OrderContent, type: Parameters<typeof rowOf>[0]) =>
    contentFindings(content, rowOf(type).content).map(({ path, code }) => `${path} ${code}`);

  test('takes its own kind of content and no other', () => {
    expect(found({ kind: 'FORM', form: individualForm() }, 'FIRST')).toEqual([]);
    expect(found(removal, 'DEREG_SITE')).toEqual([]);
    expect(found(removal, 'CHANGE_SITE')).toEqual(['content CONTENT_KIND']);
    expect(found({ kind: 'FORM', form: individualForm() }, 'CANCEL_ACCESS')).toEqual(['content CONTENT_KIND']);
  });

  test('R-ORD-5 changes no website when it changes the entity, and no entity when it changes a website', () => {
    const both = changes({ entity: { name: '山东新示例有限公司' }, websites: { W1: { name: '示例科技新产品介绍' } } });
    expect(found(both, 'CHANGE_ENTITY')).toEqual(['websites.W1.name NOT_CHANGEABLE_HERE']);
    expect(found(both, 'CHANGE_SITE')).toEqual(['entity.name NOT_CHANGEABLE_HERE']);
  });

  test('R-ACC-8 R-SITE-3 R-CHG-7 keeps the province and the domain of a website', () => {
    expect(found(changes({ entity: { province: 'GD' } }), 'CHANGE_ENTITY')).toEqual([
      'entity.province NOT_CHANGEABLE_HERE',
    ]);
    expect(found(changes({ websites: { W1: { domain: 'other.cn' } } }), 'CHANGE_SITE')).toEqual([
      'websites.W1.domain NOT_CHANGEABLE_HERE',
    ]);
    expect(found(changes({ websites: { W2: null } }), 'CHANGE_SITE')[0]).toMatch(/NOT_CHANGEABLE_HERE/);
  });

  test('changes only the people who are heads of what it changes', () => {
    const head = changes({ people: { P1: { mobile: '13900000001' } } });
    const siteHead = changes({ people: { P2: { mobile: '13900000001' } } });
    expect(found(head, 'CHANGE_ENTITY')).toEqual([]);
    expect(found(head, 'CHANGE_SITE')).toEqual(['people.P1.mobile NOT_CHANGEABLE_HERE']);
    expect(found(siteHead, 'CHANGE_SITE')).toEqual([]);
    expect(found(siteHead, 'CHANGE_ENTITY')).toEqual(['people.P2.mobile NOT_CHANGEABLE_HERE']);
  });

  test('is refused as a change when nothing differs', () =>
    expect(found(changes({ entity: { name: record.form.entity.name } }), 'CHANGE_ENTITY')).toEqual([
      'changes NOTHING_CHANGED',
    ]));
});
