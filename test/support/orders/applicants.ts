/** Invented applicants with valid numbers, no two alike: one database holds the orders of many tests. */
import type { OrderForm, Person, Province, Website } from '../../../domain/order/form.ts';
import { certificateIn, enterpriseForm, individualForm, residentId } from './sample-orders.ts';

let issued = 0;

/** A number not used before in this test file or in another test process. */
function next(): number {
  issued += 1;
  return issued;
}

/** An individual with one blog, entity head and site head in one person. Default province Guangdong. */
export function individual(province: Province = 'GD'): OrderForm {
  const form = individualForm();
  const serial = next();
  const documentNumber = residentId('440106', '1988-05-06', String(serial).padStart(3, '0'));
  const domain = `individual-${serial}.cn`;
  return {
    entity: { ...form.entity, province, mailingProvince: province, certificateNumber: documentNumber },
    people: { P1: { ...person(form, 'P1'), documentNumber, ...reachable(serial, 1) } },
    websites: { W1: { ...form.websites['W1'], domain, homeUrl: `https://www.${domain}/`, ...declared(province) } },
  };
}

/** What an individual declares in the remark, where the bureau wants it word for word (R-SITE-10). */
const declared = (province: Province): Pick<Website, 'remark'> =>
  ['TJ', 'GX', 'GS'].includes(province) ? { remark: '本网站是个人网站，不含有企业、单位等非个人网站的信息。' } : {};

/**
 * An enterprise with entity head P1 and two websites of site heads P2 and P3, on three mobiles. Default province
 * Shandong.
 */
export function enterprise(province: Province = 'SD'): OrderForm {
  const form = enterpriseForm(province);
  const serial = next();
  const people = Object.fromEntries(
    Object.keys(form.people).map((id, index) => {
      const documentNumber = residentId('370102', '1979-03-04', String(serial * 4 + index).padStart(3, '0'));
      return [id, { ...person(form, id), documentNumber, ...reachable(serial, index + 1) }];
    }),
  );
  const websites = Object.fromEntries(
    Object.entries(form.websites).map(([id, website]) => {
      const domain = `enterprise-${serial}-${id.toLowerCase()}.cn`;
      return [id, { ...website, domain, homeUrl: `https://www.${domain}/` }];
    }),
  );
  return { entity: { ...form.entity, certificateNumber: certificateIn(province, serial) }, people, websites };
}

/** An enterprise with one website, and one person as entity head and site head. */
export function smallEnterprise(province: Province = 'HB'): OrderForm {
  const { entity, people, websites } = enterprise(province);
  const P1: Person = { ...people['P1'], legalRepresentative: true };
  return { entity, people: { P1 }, websites: { W1: { ...websites['W1'], headId: 'P1' } } };
}

function person(form: OrderForm, id: string): Person {
  const found = form.people[id];
  if (!found) throw new Error(`the sample has no ${id}`);
  return found;
}

function reachable(serial: number, index: number): Pick<Person, 'mobile' | 'emergencyMobile' | 'email'> {
  const tail = String(serial * 10 + index).padStart(4, '0');
  return { mobile: `1380013${tail}`, emergencyMobile: `1390013${tail}`, email: `person${serial}-${index}@example.cn` };
}
