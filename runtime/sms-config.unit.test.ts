import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { SMS_TEMPLATES } from '../domain/messages/texts/sms-templates.ts';
import { smsConfigSchema } from './sms-config.ts';

const CODES = Object.entries(SMS_TEMPLATES);
const ids = Object.fromEntries(CODES.map(([code], index) => [code, String(2100000 + index)]));
const named = Object.fromEntries(CODES.map(([code, { params }], index) => [code, { code: `SMS_${index}`, params }]));

const tencent = (templates: unknown) => ({
  SMS_VENDOR: 'tencent',
  TENCENT_SECRET_ID: 'id',
  TENCENT_SECRET_KEY: 'key',
  SMS_SIGN_NAME: '示例云',
  SMS_APP_ID: '1400000000',
  SMS_TEMPLATES: typeof templates === 'string' ? templates : JSON.stringify(templates),
});
const alibaba = (templates: object) => ({
  SMS_VENDOR: 'alibaba',
  ALIBABA_ACCESS_KEY_ID: 'id',
  ALIBABA_ACCESS_KEY_SECRET: 'secret',
  SMS_SIGN_NAME: '示例云',
  SMS_TEMPLATES: JSON.stringify(templates),
});
const complaints = (environment: object): string => {
  const parsed = smsConfigSchema.safeParse(environment);
  return parsed.success ? '' : z.prettifyError(parsed.error);
};

describe('the templates of the SMS vendor', () => {
  test('are complete when every code that goes by SMS has one', () => {
    expect(complaints(tencent(ids))).toBe('');
    expect(complaints(alibaba(named))).toBe('');
  });

  test('that are missing are all named', () => {
    const { 'N-6': _six, 'N-15': _fifteen, ...some } = ids;
    expect(complaints(tencent(some))).toContain('no template for N-6, N-15');
    expect(complaints(alibaba({ 'N-1': named['N-1'] }))).toContain('no template for N-2, N-3,');
  });

  test('have as many variables as their text', () => {
    const fewer = { ...named, 'N-2': { code: 'SMS_2', params: ['order', 'due'] } };
    expect(complaints(alibaba(fewer))).toContain(
      'N-2 has 2 names of variables, but its text has 3: order, decision, due',
    );
  });

  test('are JSON of the form the vendor needs', () => {
    expect(complaints(tencent('{'))).toContain('write JSON');
    expect(complaints(tencent(named))).toContain('expected string');
    expect(complaints(alibaba(ids))).toContain('expected object');
    expect(complaints(tencent({ ...ids, 'N-1': '' }))).toContain('at SMS_TEMPLATES["N-1"]');
  });
});
