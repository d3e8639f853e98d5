/** Forms that every bureau takes, from which a test of one cell takes one thing away. Nobody in them exists. */
import type { OrderForm, Province } from '../../domain/order/form.ts';
import { PROVINCES } from '../../domain/order/form.ts';
import { certificateIn, residentId } from '../support/orders/sample-orders.ts';

/** The first two digits of the provinces' districts (GB/T 2260), in the order of the form's choices. */
const DIGITS = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(
  ' ',
);
/** A district of each province, for numbers of certificates and cards. */
const DISTRICT: ReadonlyMap<Province, string> = new Map(
  PROVINCES.map((province, at) => [province, `${DIGITS[at] ?? ''}0102`]),
);
const districtOf = (province: Province): string => DISTRICT.get(province) ?? '110102';

/** The land line of a person in Hebei has its area code; elsewhere any does. */
const landLineIn = (province: Province): string => (province === 'HE' ? '0311-68001020' : '021-68001020');

const DECLARATION =
  '本网站是个人网站，不含有企业、单位等非个人网站的信息；网站开通后的主要内容为读书笔记，不涉及前置审批。';

/** An enterprise with one website; its legal representative is head of both. */
export function organisationIn(province: Province, { born = '1979-03-04' } = {}): OrderForm {
  const name = '示例科技有限公司';
  return {
    entity: {
      kind: 'ENTERPRISE',
      name,
      certificateType: 'BUSINESS_LICENCE',
      certificateNumber: certificateIn(province),
      certificateValidUntil: 'LONG_TERM',
      province,
      city: '示例市',
      district: '示例区',
      certificateAddress: '示例市示例区示例路2号',
      mailingProvince: province,
      mailingCity: '示例市',
      mailingAddress: '示例市示例区示例路2号',
      investor: name,
      remark: '负责人为公司经理，负责网站；应急电话为公司职员的号码。',
      headId: 'P1',
    },
    people: { P1: personOf(province, born, 1, { officePhone: landLineIn(province), legalRepresentative: true }) },
    websites: {
      W1: {
        name: '示例科技产品介绍',
        domain: 'example.com',
        homeUrl: 'https://www.example.com/',
        contentCategories: ['CORPORATE_PRESENTATION'],
        languages: ['zh'],
        serviceType: 'WEBSITE',
        headId: 'P1',
        remark: '网站介绍公司的产品和服务，供客户查询和联系；内容不涉及前置审批，由本公司维护。',
      },
    },
  };
}

/** The same with a site head who is somebody else. */
export function twoHeadsIn(province: Province): OrderForm {
  const form = organisationIn(province);
  const P2 = personOf(province, '1985-06-07', 2, { officePhone: landLineIn(province), legalRepresentative: false });
  return {
    ...form,
    people: { ...form.people, P2 },
    websites: { W1: { ...form.websites['W1'], headId: 'P2' } },
  };
}

/** An individual who was born on a day, with an ID card of the province or of another one. */
export function individualIn(province: Province, { born = '1988-05-06', idOf = province } = {}): OrderForm {
  const person = personOf(idOf, born, 3, { name: '李雷' });
  return {
    entity: {
      kind: 'INDIVIDUAL',
      name: '李雷',
      certificateType: 'RESIDENT_ID',
      certificateNumber: person.documentNumber,
      province,
      city: '示例市',
      district: '示例区',
      certificateAddress: '示例市示例区示例路3号',
      mailingProvince: province,
      mailingCity: '示例市',
      mailingAddress: '示例市示例区示例路3号',
      remark: '个人备案。',
      headId: 'P1',
    },
    people: { P1: person },
    websites: {
      W1: {
        name: '李雷的读书笔记',
        domain: 'example.cn',
        homeUrl: 'https://www.example.cn/',
        contentCategories: ['PERSONAL_BLOG'],
        languages: ['zh'],
        serviceType: 'WEBSITE',
        headId: 'P1',
        remark: DECLARATION,
      },
    },
  };
}

function personOf(province: Province, born: string, serial: number, overrides: object) {
  return {
    name: '王明',
    documentType: 'RESIDENT_ID' as const,
    documentNumber: residentId(districtOf(province), born, String(serial).padStart(3, '0')),
    documentValidUntil: '2040-01-01',
    mobile: `1380013000${serial}`,
    emergencyMobile: `1390013000${serial}`,
    email: `person${serial}@example.cn`,
    ...overrides,
  };
}
