/** Who may be in charge: legal representative, same person, one organisation only (R-PER-3 to R-PER-5). */
import { entityHead, isMainlandResident, siteHeads } from '../order/heads.ts';
import type { Order } from './order.ts';
import { blocking, missing, warning, type Verdict } from './verdict.ts';

export const HEAD_ELSEWHERE =
  'This person is site head of another organisation, on record or in an order in progress. Name another person, or take this one off the other website first.';

export function headRules(order: Order): Verdict[] {
  return order.form.entity.kind === 'INDIVIDUAL' ? individual(order) : organisation(order);
}

/** For an individual, entity, entity head and site head are one person (R-PER-5). */
function individual({ form }: Order): Verdict[] {
  const head = entityHead(form);
  if (head === undefined) return [];
  const person = form.people[head] ?? {};
  const others = Object.entries(form.websites).filter(([, { headId }]) => headId !== undefined && headId !== head);
  const verdicts = others.map(([id]) =>
    blocking(
      `websites.${id}.headId`,
      'SITE_HEAD_NOT_APPLICANT',
      'An individual is in charge of the own website. Name the same person, or file as an organisation.',
    ),
  );
  if (differs(form.entity.name, person.name)) {
    verdicts.push(blocking('entity.name', 'ENTITY_IS_NOT_HEAD', 'For an individual this is the name of the person.'));
  }
  if (differs(form.entity.certificateNumber?.toUpperCase(), person.documentNumber?.toUpperCase())) {
    const advice = "For an individual this is the number of the person's identity document.";
    verdicts.push(blocking('entity.certificateNumber', 'ENTITY_IS_NOT_HEAD', advice));
  }
  if (differs(form.entity.certificateType, person.documentType)) {
    const advice = "For an individual this is the type of the person's identity document.";
    verdicts.push(blocking('entity.certificateType', 'ENTITY_IS_NOT_HEAD', advice));
  }
  return verdicts;
}

function differs(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

function organisation(order: Order): Verdict[] {
  return [...legalRepresentative(order), ...foreignHead(order), ...sameHeads(order), ...headsElsewhere(order)];
}

/**
 * R-PER-3, A-027: the head must be the legal representative, or needs a letter (its slot is then mandatory), or is free to
 * choose.
 */
function legalRepresentative({ form, policies, scope, on }: Order): Verdict[] {
  const head = entityHead(form);
  if (head === undefined) return [];
  const path = `people.${head}.legalRepresentative`;
  const isOne = form.people[head]?.legalRepresentative;
  if (isOne === undefined) return [missing(path, 'Say whether the entity head is the legal representative.')];
  if (isOne) return [];
  const rule = policies.resolve('entity.headMustBeLegalRep', scope, on);
  const wantsPost = rule === 'LETTER' && policies.resolve('entity.headLetterRemark', scope, on) === 'YES';
  if (wantsPost && form.entity.remark === undefined) return [missing('entity.remark', POST)];
  if (rule !== 'MUST') return [];
  const advice = 'In this province the legal representative must be the entity head. Name that person.';
  return [blocking(path, 'HEAD_NOT_LEGAL_REP', advice)];
}

const POST =
  'This bureau wants to know the post of a head who is not the legal representative. Say it in the remark of the entity: “… is head of …, responsible for …”.';

/** R-PER-9: some bureaus want a head without a mainland ID card to delegate; how, the reviewer tells. */
function foreignHead({ form, policies, scope, on }: Order): Verdict[] {
  const head = entityHead(form);
  if (head === undefined || isMainlandResident(form.people[head])) return [];
  if (policies.resolve('entity.foreignHead', scope, on) === 'ACCEPTED') return [];
  const advice = 'This bureau wants the legal representative to delegate to somebody with a mainland ID card.';
  return [warning(`people.${head}.documentType`, 'HEAD_SHOULD_DELEGATE', advice)];
}

function sameHeads({ form, policies, scope, on }: Order): Verdict[] {
  const head = entityHead(form);
  if (head === undefined) return [];
  const rule = policies.resolve('entity.headsSamePerson', scope, on);
  const isLegalRep = form.people[head]?.legalRepresentative === true;
  if (rule === 'NO' || (rule === 'IF_HEAD_NOT_LEGAL_REP' && isLegalRep)) return [];
  return Object.entries(form.websites)
    .filter(([, { headId }]) => headId !== undefined && headId !== head)
    .map(([id]) =>
      blocking(
        `websites.${id}.headId`,
        'HEADS_MUST_BE_ONE',
        'In this province entity head and site head are one person.',
      ),
    );
}

/** Nobody is site head of several organisations; a personal filing does not count (R-PER-4). */
function headsElsewhere({ form, siteHeadElsewhere = [] }: Order): Verdict[] {
  return siteHeads(form)
    .filter((person) => siteHeadElsewhere.includes(person))
    .map((person) => blocking(`people.${person}`, 'SITE_HEAD_ELSEWHERE', HEAD_ELSEWHERE));
}
