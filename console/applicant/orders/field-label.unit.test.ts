import { expect, test } from '@jest/globals';
import { formSchema } from '../../../domain/order/form.ts';
import { sayIn } from '../../texts/texts.ts';
import { fieldLabel } from './field-label.ts';

const form = formSchema.parse({
  people: { P1: { name: '李雷' }, P2: {} },
  websites: { W1: { domain: 'example.cn' } },
});

test.each([
  ['entity.name', '主办单位名称'],
  ['people.P1.mobile', '李雷 · 手机号码'],
  ['people.P2.mobile', '负责人 P2（未填写姓名） · 手机号码'],
  ['people.P1.liveness', '李雷 · 人脸核验'],
  ['websites.W1.instance', 'example.cn · 服务器'],
  ['websites.W1.remark', 'example.cn · 网站备注'],
  ['documents.entity-certificate', '主体证件'],
  ['documents.site-head-id:P1', '李雷 · 网站负责人身份证件'],
  ['sms', '短信核验'],
])('%s is called %s', (path, label) => expect(fieldLabel(path, form, sayIn('zh'))).toBe(label));

test('of an erased order nobody is named', () => {
  expect(fieldLabel('people.P1.mobile', undefined, sayIn('en'))).toBe('P1 · mobile number');
});
