import { expect, test } from '@jest/globals';
import { ITEM_GROUPS, ITEM_GROUP_TEXTS } from './item-groups.ts';
import { WAY_ON_TEXTS, wayOn, type RecordToday } from './ways-on.ts';

const today = (given: Partial<RecordToday> = {}): RecordToday => ({
  hasWebsite: true,
  entity: 'ALONE',
  servedElsewhere: false,
  ...given,
});
const says = (record: RecordToday, alive?: boolean) => WAY_ON_TEXTS[wayOn(record, alive)];

test('A-134 with the record still at MIIT the phone decides: change it there, follow the bureau, or deregister the shell', () => {
  expect(says(today({ servedElsewhere: true }), false).zh).toContain('在该接入商处办理变更');
  expect(says(today({ servedElsewhere: true }), true).zh).toContain('按管局要求');
  expect(says(today(), true).zh).toContain('按管局要求');
  expect(says(today(), false).zh).toContain('注销空壳主体，再办理首次备案');
  expect(says(today()).zh).toContain('确认备案登记的手机能否接通');
});

test('A-134 long after the cancellation it depends on what MIIT has of the entity', () => {
  const gone = (entity: RecordToday['entity']) => says(today({ hasWebsite: false, entity })).zh;
  expect(gone('ALONE')).toContain('注销空壳主体，再办理首次备案');
  expect(gone('NONE')).toContain('办理首次备案');
  expect(gone('NONE')).not.toContain('注销');
  expect(gone('WITH_WEBSITES')).toContain('办理新增网站');
});

test('A-132 the checklist has the five groups of what is inspected', () => {
  expect(ITEM_GROUPS.map((group) => ITEM_GROUP_TEXTS[group].zh)).toEqual([
    expect.stringContaining('主体名称与证件号码'),
    expect.stringContaining('座机、手机'),
    expect.stringMatching(/身份证件.*营业执照.*核验照片和核验单/),
    expect.stringContaining('解析至接入商的 IP'),
    expect.stringMatching(/网站内容与域名所有者/),
  ]);
});
