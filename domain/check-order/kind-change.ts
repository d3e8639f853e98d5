/** A record that becomes one of another kind of entity (R-CHG-5, A-106): a person may become an organisation in some provinces. */
import { documentNumber } from '../identity/document-number.ts';
import type { OrderForm } from '../order/form.ts';
import { entityHead } from '../order/heads.ts';
import type { Order } from './order.ts';
import { blocking, warning, type Verdict } from './verdict.ts';

const PATH = 'entity.kind';
const ANEW = 'Deregister the record, then file anew as what the entity is now.';

export function kindChangeRules(order: Order): Verdict[] {
  const before = order.recorded?.entity.kind;
  const after = order.form.entity.kind;
  if (before === undefined || after === undefined || before === after) return [];
  const { policies, scope, on } = order;
  if (after === 'INDIVIDUAL' && policies.resolve('change.orgToPerson', scope, on) === 'NEVER') {
    return [
      blocking(PATH, 'ORGANISATION_TO_PERSON', `The record of an organisation never becomes a person's. ${ANEW}`),
    ];
  }
  return before === 'INDIVIDUAL' ? personToOrganisation(order) : [];
}

function personToOrganisation({ form, recorded, policies, scope, on }: Order): Verdict[] {
  const rule = policies.resolve('change.personToOrg', scope, on);
  switch (rule) {
    case 'FREE':
    case 'ORGANISATION_ONLY':
      return [];
    case 'NO':
      return [
        blocking(
          PATH,
          'PERSON_TO_ORGANISATION',
          `This province does not let a person's record become an organisation's. ${ANEW}`,
        ),
      ];
    case 'IF_LEGAL_REP':
      return isLegalRepresentative(form, recorded)
        ? []
        : [
            blocking(
              PATH,
              'NOT_LEGAL_REPRESENTATIVE',
              `Here the person on record must be the organisation's legal representative and the head of the entity. Name this person, or: ${ANEW}`,
            ),
          ];
    case 'WITH_DOMAIN_CERTIFICATE':
      return [
        warning(PATH, 'DOMAIN_CERTIFICATE_WANTED', 'This province wants the domain certificate with such a change.'),
      ];
    case 'UNKNOWN':
      return [
        warning(
          PATH,
          'KIND_CHANGE_UNKNOWN',
          'Whether this province accepts such a change is not known. Ask its bureau first.',
        ),
      ];
    default:
      return rule satisfies never;
  }
}

/** Whether the person of the record heads the organisation and represents it. */
function isLegalRepresentative(form: OrderForm, recorded: OrderForm | undefined): boolean {
  const head = form.people[entityHead(form) ?? ''];
  const number = recorded?.entity.certificateNumber;
  return (
    head?.legalRepresentative === true &&
    head.documentNumber !== undefined &&
    number !== undefined &&
    documentNumber(head.documentNumber) === documentNumber(number)
  );
}
