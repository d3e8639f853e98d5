/**
 * The checklist form to download: the text for province, kind and type, with the order's data (R-MAT-5, A-004, A-029).
 */
import { readableHost } from '../identity/domain-name.ts';
import type { OrderForm } from '../order/form.ts';
import type { CivilDate } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { entityHead } from '../order/heads.ts';
import type { Policies } from '../policy/policy.ts';
import { orderScope } from '../order/order-scope.ts';

export interface FilledTemplate {
  version: string;
  title: string;
  /** Markdown, to be printed and filled in by hand. */
  body: string;
}

export function checklistTemplate(form: OrderForm, type: OrderType, policies: Policies, on: CivilDate): FilledTemplate {
  const { name } = form.entity;
  const { version, title, body } = policies.resolve('material.template', orderScope(form, type), on);
  const head = entityHead(form);
  const values: Readonly<Record<string, string | undefined>> = {
    entity: name,
    domains: domainsOf(form),
    head: head === undefined ? undefined : form.people[head]?.name,
  };
  return { version, title, body: body.replaceAll(/\{(\w+)\}/g, (_, field: string) => values[field] ?? BLANK) };
}

const BLANK = '____________';

function domainsOf(form: OrderForm): string | undefined {
  const websites = Object.values(form.websites).filter(({ domain }) => domain !== undefined);
  const lines = websites.map(
    ({ name, domain }) => `${name ?? BLANK} (${domain === undefined ? BLANK : readableHost(domain)})`,
  );
  return lines.length === 0 ? undefined : lines.join('; ');
}
