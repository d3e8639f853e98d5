import { expect, test } from '@jest/globals';
import { formSchema } from './form.ts';
import { inOneSpelling, unreachable } from './one-spelling.ts';

test('C15 every identifier of a form gets its one spelling, and names stay as they were typed', () => {
  const typed = formSchema.parse({
    entity: { name: '示例（上海）有限公司', certificateNumber: '91350100m000100y43', mailingAddress: '示例路１号' },
    people: {
      P1: {
        name: '李雷',
        documentNumber: '11010519491231002x',
        mobile: '013800138000',
        emergencyMobile: '+86 (0) 138 0013 8001',
        email: 'li@示例.中国',
      },
    },
    websites: { W1: { name: '示例网', domain: '示例.中国.', headId: 'P1' } },
  });
  const spelled = inOneSpelling(typed);
  expect(spelled).toEqual({
    entity: { name: '示例（上海）有限公司', certificateNumber: '91350100M000100Y43', mailingAddress: '示例路１号' },
    people: {
      P1: {
        name: '李雷',
        documentNumber: '11010519491231002X',
        mobile: '13800138000',
        emergencyMobile: '13800138001',
        email: 'li@xn--fsq092h.xn--fiqs8s',
      },
    },
    websites: { W1: { name: '示例网', domain: 'xn--fsq092h.xn--fiqs8s', headId: 'P1' } },
  });
  expect(inOneSpelling(spelled)).toEqual(spelled);
});

test('C16 a character that Unicode holds twice is stored once', () => {
  const form = formSchema.parse({ people: { P1: { name: '\uf90a' } } });
  expect(inOneSpelling(form).people['P1']?.name).toBe('\u91d1');
});

test('A-024 mailboxes and mobiles at which nobody can be reached are named', () => {
  const form = formSchema.parse({
    people: {
      P1: { mobile: '12345', email: 'a@example.cn,b@example.cn' },
      P2: { mobile: '13800138000', emergencyMobile: '01066411166', email: 'b@example.cn' },
    },
  });
  expect(unreachable(form).map(({ path, code }) => `${path} ${code}`)).toEqual([
    'people.P1.mobile MOBILE_INVALID',
    'people.P1.email EMAIL_INVALID',
    'people.P2.emergencyMobile MOBILE_NOT_MOBILE',
  ]);
});
