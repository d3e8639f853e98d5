/** The form as a role may see it: in clear text for its owner and for reviewers, masked for everybody else. */
import type { Entity, OrderForm, Person } from '../../domain/order/form.ts';
import { maskDocumentNumber, maskEmail, maskMobile, maskName } from '../../domain/identity/masking.ts';
import type { CallerRole } from '../../domain/role.ts';
import { personalData } from '../../usecases/access/permissions.ts';

export function formFor(form: OrderForm, role: CallerRole): OrderForm {
  if (personalData[role] === 'CLEAR') return form;
  return {
    entity: maskedEntity(form.entity),
    people: Object.fromEntries(Object.entries(form.people).map(([id, person]) => [id, maskedPerson(person)])),
    websites: Object.fromEntries(Object.entries(form.websites).map(([id, website]) => [id, hide(website, ['remark'])])),
  };
}

export function maskedPerson(person: Person): Person {
  return map(hide(person, ['mobileOverrideNote']), {
    name: maskName,
    documentNumber: maskDocumentNumber,
    mobile: maskMobile,
    emergencyMobile: maskMobile,
    email: maskEmail,
  });
}

/** An organisation's name is public, an individual's is not. */
export function maskedEntity(entity: Entity): Entity {
  const hidden = hide(entity, ['certificateAddress', 'mailingAddress', 'remark']);
  return map(hidden, {
    certificateNumber: maskDocumentNumber,
    ...(entity.kind === undefined || entity.kind === 'INDIVIDUAL' ? { name: maskName } : {}),
  });
}

const HIDDEN = '***';

function hide<T extends object>(value: T, fields: readonly (keyof T)[]): T {
  return {
    ...value,
    ...Object.fromEntries(fields.filter((field) => value[field] !== undefined).map((field) => [field, HIDDEN])),
  };
}

function map<T extends object>(value: T, masks: Partial<Record<keyof T, (text: string) => string>>): T {
  const masked = Object.entries<(text: string) => string>(masks as Record<string, (text: string) => string>).flatMap(
    ([field, mask]) => {
      const text: unknown = value[field as keyof T];
      return typeof text === 'string' ? [[field, mask(text)]] : [];
    },
  );
  return { ...value, ...Object.fromEntries(masked) };
}
