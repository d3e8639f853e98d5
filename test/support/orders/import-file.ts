/** Files of records to import. Everybody in them is made up; numbers and certificates have valid check characters. */
import { creditCheckCharacter } from '../../../domain/identity/credit-code.ts';

const HEAD = {
  name: '张三',
  documentType: 'RESIDENT_ID',
  documentNumber: '11010519491231002X',
  mobile: '13800138000',
  email: 'head@example.cn',
};

/** The certificate of the n-th made-up enterprise. */
export function certificateOf(n: number): string {
  const first = `91440101MA${String(n).padStart(7, '0')}`;
  return `${first}${creditCheckCharacter(first)}`;
}

export const numberOf = (n: number): string => `粤ICP备${String(2_020_000_000 + n)}号`;
export const domainOf = (n: number, suffix = 1): string => `imported-${n}-${suffix}.cn`;

/** The n-th record: an enterprise with websites that are served here. */
export const importedRecord = (n: number, websites = 1) => ({
  number: numberOf(n),
  miitId: `zt-${n}`,
  issuedOn: '2020-05-06',
  entity: {
    kind: 'ENTERPRISE',
    name: `广州示例第${n}科技有限公司`,
    certificateType: 'BUSINESS_LICENCE',
    certificateNumber: certificateOf(n),
    province: 'GD',
    city: '广州市',
  },
  head: HEAD,
  websites: Array.from({ length: websites }, (_, index) => ({
    number: `${numberOf(n)}-${index + 1}`,
    domain: domainOf(n, index + 1),
    miitId: `wz-${n}-${index + 1}`,
    website: { name: `示例站${index + 1}`, serviceType: 'WEBSITE' },
    head: HEAD,
    accesses: [{ provider: 'OURS', instanceId: `i-${n}` }],
  })),
});

export const header = (records: number) => ({ format: 'beian-records', version: 1, records });

/** A whole file: the header, and a line for each record. */
export const fileOf = (records: readonly unknown[]): string =>
  [header(records.length), ...records].map((line) => `${JSON.stringify(line)}\n`).join('');

/** A file as it comes, in chunks that cut lines and characters. */
export async function* inChunks(file: string | Buffer, size = 700): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
