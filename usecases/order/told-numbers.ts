/** Numbers and domains that MIIT's record is said to hold, in their one spelling before they go to the filing. */
import { actionData, type Action, type ActionData } from '../../domain/lifecycle/action.ts';
import { asciiHost } from '../../domain/identity/domain-name.ts';
import { printedNumber } from '../../domain/record/icp-number.ts';
import { present } from '../../domain/present.ts';
import type { Order } from '../../store/orders/orders.ts';
import { websiteOf } from '../../store/records/website-of-form.ts';
import { refusal } from '../refusal.ts';

/** Data of an action, with what it tells of the record in its one spelling. */
export function toldInOneSpelling(order: Pick<Order, 'form' | 'settings'>, action: Action, data: unknown): unknown {
  if (action !== 'recordSynced') return data;
  const told = actionData.recordSynced().safeParse(data);
  return told.success ? withWebsites(order, inOneSpelling(told.data)) : data;
}

/** Where the bureau decides on each website by itself, each number goes to the website of the form that has its domain (R-BUR-4). */
function withWebsites({ form, settings }: Pick<Order, 'form' | 'settings'>, told: Told): Told {
  if ('removed' in told) return told;
  const isApart = settings?.decidedApart !== undefined;
  const idOf = (domain: string) => (isApart && form ? websiteOf(form, domain)?.id : undefined);
  return {
    ...told,
    websites: told.websites.map(({ domain, number }) => ({ domain, number, ...present({ websiteId: idOf(domain) }) })),
  };
}

type Told = ActionData<'recordSynced'>;

/** The same in its one spelling. Refuses a domain that is none, by its place in the list. */
function inOneSpelling(told: Told): Told {
  if ('removed' in told) return told;
  const hosts = told.websites.map(({ domain }) => asciiHost(domain));
  const findings = hosts.flatMap((host, index) =>
    host === undefined ? [{ path: `data.websites.${index}.domain`, code: 'NOT_A_DOMAIN', advice: ADVICE }] : [],
  );
  if (findings.length > 0) throw refusal('INVALID', { findings });
  return {
    ...told,
    entityNumber: printedNumber(told.entityNumber),
    websites: told.websites.map(({ domain, number }, index) => ({
      domain: hosts[index] ?? domain,
      number: printedNumber(number),
    })),
  };
}

const ADVICE = 'Write a domain such as example.cn.';
