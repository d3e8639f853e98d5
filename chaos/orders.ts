/** An individual of Zhejiang for each number, with a server, a domain and numbers of their own; all are invented. */
import { residentId, samplePerson, sampleWebsite } from '../test/support/orders/sample-orders.ts';

export interface Applicant {
  accountId: string;
  instanceId: string;
  domain: string;
  idNumber: string;
  account: { id: string; kind: 'INDIVIDUAL'; verified: true; mobile: string; email: string };
  form: object;
}

export const NAME = '李雷';

export function applicantOf(serial: number): Applicant {
  const tail = String(serial).padStart(4, '0');
  const born = `${1950 + (Math.floor(serial / 900) % 50)}-03-08`;
  const idNumber = residentId('330106', born, String((serial % 900) + 1).padStart(3, '0'));
  const domain = `chaos-${serial}.cn`;
  const person = samplePerson('330106', 1, {
    name: NAME,
    documentNumber: idNumber,
    mobile: `1380000${tail}`,
    emergencyMobile: `1390000${tail}`,
    email: `chaos-${serial}@example.cn`,
  });
  const address = '浙江省杭州市西湖区示例路10号';
  return {
    accountId: `chaos-${serial}`,
    instanceId: `i-chaos-${serial}`,
    domain,
    idNumber,
    account: {
      id: `chaos-${serial}`,
      kind: 'INDIVIDUAL',
      verified: true,
      mobile: `1370000${tail}`,
      email: `account-${serial}@example.cn`,
    },
    form: {
      entity: {
        kind: 'INDIVIDUAL',
        name: NAME,
        certificateType: 'RESIDENT_ID',
        certificateNumber: idNumber,
        province: 'ZJ',
        city: '杭州市',
        district: '西湖区',
        certificateAddress: address,
        mailingProvince: 'ZJ',
        mailingAddress: address,
        headId: 'P1',
      },
      people: { P1: person },
      websites: {
        W1: {
          ...sampleWebsite(domain, '李雷的读书笔记', 'PERSONAL_BLOG', 'P1'),
          serviceContents: [6],
          languageCodes: [1],
        },
      },
    },
  };
}
