import { expect, test } from '@jest/globals';
import { formSchema } from '../../../domain/order/form.ts';
import type { Checklist } from '../../../usecases/drafting/checklist.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { sayIn } from '../../texts/texts.ts';
import { tasksOf } from './steps-to-submit.tsx';

const form = formSchema.parse({
  entity: { headId: 'P1' },
  people: { P1: { name: '张示例' } },
  websites: { W1: { domain: 'example.cn', headId: 'P1' } },
});
const order = (type: string | undefined): WrittenOrder =>
  ({ id: 'BA1', type, form, content: { kind: 'FORM', form } }) as unknown as WrittenOrder;
const checklist = (...missing: string[]): Checklist => ({
  missing: missing.map((path) => ({ path, code: 'MISSING', advice: 'x' })),
  warnings: [],
  documents: [],
  people: [{ personId: 'P1', step: 'UPLOAD', faceCheck: 'MISSING', fails: 0 }],
  review: [],
  policyVersion: '1',
});
const tasks = (type: string | undefined, ...missing: string[]) =>
  tasksOf({ say: sayIn('zh') }, order(type), checklist(...missing), []).map(
    ({ title, href, status }) => `${title}｜${status.text}｜${href ?? '-'}`,
  );

test('before the type is known, servers and scans wait for it', () => {
  const shown = tasks(undefined, 'type');
  expect(shown[0]).toBe('判断备案类型｜未完成｜/orders/BA1/form/type');
  expect(shown).toContain('服务器｜未完成｜-');
  expect(shown).toContain('材料｜未完成｜-');
});

test('each step says how much it lacks, and a server is not a fault of the website', () => {
  const shown = tasks(
    'FIRST',
    'people.P1.mobile',
    'people.P1.liveness',
    'websites.W1.instance',
    'documents.entity-certificate',
  );
  expect(shown).toEqual([
    '判断备案类型｜已完成｜/orders/BA1/form/type',
    '主体信息｜已完成｜/orders/BA1/form/entity',
    '负责人：张示例｜还差 1 项｜/orders/BA1/form/people.P1',
    '网站：example.cn｜已完成｜/orders/BA1/form/websites.W1',
    '服务器｜还差 1 项｜/orders/BA1/servers',
    '材料｜还差 1 项｜/orders/BA1/documents',
    '人脸核验｜还差 1 项｜/orders/BA1/face-checks',
    '确认并提交｜还差 4 项｜/orders/BA1/do/submitForReview',
  ]);
});

test('a filing password is a step only where the rules ask for one', () => {
  expect(tasks('TRANSFER_NEW', 'filingPassword')).toContain('备案密码｜还差 1 项｜/orders/BA1/filing-password');
  expect(tasks('TRANSFER_NEW').join(' ')).not.toContain('备案密码');
});

test('with nothing missing the order is ready to be submitted', () => {
  expect(tasks('FIRST').at(-1)).toBe('确认并提交｜可以提交｜/orders/BA1/do/submitForReview');
});
