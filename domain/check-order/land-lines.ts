/** Land lines of the people in charge of an organisation, where a bureau wants them whatever it takes (§11.1 HE, JS, AH; A-181). */
import { landLine, LAND_LINE_ADVICE } from '../identity/land-line.ts';
import { heads } from '../order/heads.ts';
import type { Order } from './order.ts';
import { blocking, missing, type Verdict } from './verdict.ts';

export function landLineRules({ form, policies, scope, on }: Order): Verdict[] {
  if (form.entity.kind === undefined || form.entity.kind === 'INDIVIDUAL') return [];
  const { rule, areaCodes } = policies.resolve('person.landLine', scope, on);
  if (rule === 'NOT_ASKED') return [];
  const people = heads(form);
  const without = people.filter((id) => form.people[id]?.officePhone === undefined);
  const elsewhere = people.filter((id) => isElsewhere(form.people[id]?.officePhone, areaCodes));
  return [
    ...(rule === 'MUST' ? without.map((id) => missing(`people.${id}.officePhone`, ASKED)) : []),
    ...(rule === 'OR_REMARK' && without.length > 0 && form.entity.remark === undefined
      ? [missing('entity.remark', NONE_THERE)]
      : []),
    ...elsewhere.map((id) => blocking(`people.${id}.officePhone`, 'OFFICE_PHONE_ELSEWHERE', OF_PROVINCE)),
  ];
}

function isElsewhere(phone: string | undefined, areaCodes: readonly string[]): boolean {
  const line = phone === undefined ? undefined : landLine(phone);
  return line !== undefined && areaCodes.length > 0 && !areaCodes.some((code) => line.startsWith(`${code}-`));
}

const ASKED = `This bureau wants a land line of each person in charge of an organisation. ${LAND_LINE_ADVICE}`;
const NONE_THERE = 'Give a land line of each person in charge, or say in the remark of the entity that there is none.';
const OF_PROVINCE = 'This bureau wants a land line of the province. Give one with an area code of the province.';
