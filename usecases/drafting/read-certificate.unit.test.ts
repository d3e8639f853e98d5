import { expect, test } from '@jest/globals';
import { sandboxCertificateReader } from '../../adapters/certificates/sandbox-reader.ts';
import { checkCreditCode } from '../../domain/identity/credit-code.ts';
import { entitySchema } from '../../domain/order/form.ts';
import { stillEmpty } from './read-certificate.ts';

test('A-137 what the customer has filled in or corrected wins over what was read', () => {
  const read = { name: '福州示例信息技术有限公司', city: '福州市' };
  expect(stillEmpty({ name: '福州示例科技有限公司' }, read)).toEqual({ city: '福州市' });
  expect(stillEmpty({ name: undefined }, read)).toEqual(read);
});

test("the sandbox's reader shows a certificate that the form takes", async () => {
  const reading = await sandboxCertificateReader().read({ content: Buffer.from('x'), mediaType: 'image/png' });
  if (reading.status !== 'READ') throw new Error('nothing was read');
  expect(entitySchema.safeParse(reading.fields).success).toBe(true);
  expect(checkCreditCode(reading.fields.certificateNumber ?? '').ok).toBe(true);
});

test('a file that is no picture cannot be read', async () => {
  const reading = await sandboxCertificateReader().read({ content: Buffer.from('x'), mediaType: 'text/plain' });
  expect(reading.status).toBe('UNREADABLE');
});
