/**
 * A page for each type of order, made from its row, the policies and the texts: path, who acts, due dates, messages and
 * materials. `npm run docs` writes them.
 */
import { join } from 'node:path';
import { DUTY_NAMES } from '../../domain/messages/texts/names.ts';
import { policyScope } from '../../domain/order/order-scope.ts';
import { ORDER_TYPES, type OrderType } from '../../domain/order-types/order-type.ts';
import type { ContentAsked, DutyRule, OrderTypeRow } from '../../domain/order-types/row.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { laidOut } from '../laid-out.ts';
import { byKind, materials } from './materials-shown.ts';
import { messages } from './messages-shown.ts';
import { pathTable } from './path-shown.ts';
import { byProvince, SHOWN_ON, valueOf } from './rules-shown.ts';

const FOLDER = join(projectFolder, 'docs', 'order-types');

export interface Page {
  file: string;
  text: string;
}

/** The page of each type, and the list of them. */
export const orderTypePages = (): Promise<Page[]> =>
  Promise.all([{ file: 'README.md', text: list() }, ...ORDER_TYPES.map(page)].map(laidOutPage));

async function laidOutPage({ file, text }: Page): Promise<Page> {
  const path = join(FOLDER, file);
  return { file: path, text: await laidOut(text, path) };
}

const fileOf = (type: OrderType): string => `${type.toLowerCase().replaceAll('_', '-')}.md`;

const MADE_FROM =
  '`npm run docs` makes this page from `domain/order-types/`, `domain/policy/rows/` and `domain/messages/texts/`; change those, not this page.';

function list(): string {
  const rows = ORDER_TYPES.map((type) => {
    const { names, purpose, runs } = rowOf(type);
    return `| [\`${type}\`](${fileOf(type)}) | ${names.zh} | ${names.en} | ${purpose.en} | ${runs ? 'yes' : 'no'} |`;
  });
  return [
    '# The types of order',
    MADE_FROM,
    ['| type | Chinese | name | when | runs |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

function page(type: OrderType): Page {
  const { names, purpose } = rowOf(type);
  const parts = [
    `# ${type}: ${names.en} (${names.zh})`,
    `${purpose.en} ${purpose.zh}`,
    `${MADE_FROM} It shows the rules that come with Beian, as they stand from ${SHOWN_ON} on; imported policy rows change them.`,
    facts(type),
    '## Path',
    'Every state the order may stand in, who is awaited there, and for how long: `h` hours, `CD` calendar days, `BD` business days. Where the state may change by itself at the due instant, an arrow says to which; elsewhere somebody is told, and the state stays.',
    pathTable(type),
    '## Messages',
    messages(type),
    '## Materials',
    materials(type),
    '## Afterwards',
    afterwards(type),
  ];
  return { file: fileOf(type), text: parts.join('\n\n') };
}

const OPENS: Readonly<Record<OrderTypeRow['opens'], string>> = {
  BY_TYPE_CHECK: 'A look-up of certificate and domains determines the type; every submission determines it again.',
  FROM_RECORD: 'The customer chooses it for a record of the account.',
};
const INSTANCE: Readonly<Record<OrderTypeRow['instance'], string>> = {
  EACH_WEBSITE: 'One for each website.',
  IF_ADDRESS_CHANGES: 'Only where the address of a website changes.',
  NONE: 'None is named.',
};
const CONFIRMED: Readonly<Record<OrderTypeRow['confirmedBy'], string>> = {
  CUSTOMER: 'By the customer.',
  CUSTOMER_WITH_CODE: 'By the customer, with a code that is sent to the number of the holder.',
};
const ACCESS: Readonly<Record<OrderTypeRow['access'], string>> = {
  WITH_NUMBER: 'The websites are served once their numbers are issued and visible here.',
  PROVISIONAL:
    'The websites are served for a limited time from the preliminary approval on, and for good with the number.',
  STAYS: 'The websites are served all the while.',
  ENDS_WITH_APPROVAL: 'The websites are served until the approval, and not afterwards.',
};

function facts(type: OrderType): string {
  const { opens, content, instance, confirmedBy, access } = rowOf(type);
  return [
    `- **How it is opened.** ${OPENS[opens]}`,
    `- **What the customer gives.** ${contentSaid(type, content)}`,
    `- **Websites in one order, at most.** ${websitesAtMost(type)}.`,
    `- **Server.** ${INSTANCE[instance]}`,
    `- **Confirmation.** ${CONFIRMED[confirmedBy]}`,
    `- **Access.** ${ACCESS[access]}${provisional(type)}`,
  ].join('\n');
}

const websitesAtMost = (type: OrderType): string =>
  byKind((entityKind) =>
    byProvince((province) => String(valueOf(rowOf(type).websiteLimit, policyScope({ type, province, entityKind })))),
  );

function provisional(type: OrderType): string {
  if (rowOf(type).access !== 'PROVISIONAL') return '';
  const scope = policyScope({ type });
  const left = valueOf('transfer.reminderDaysLeft', scope).join(', ');
  return ` It opens ${valueOf('transfer.unblockDelayMinutes', scope)} minutes after the approval and lasts ${valueOf('transfer.provisionalDays', scope)} CD; reminders come when ${left} of them are left.`;
}

const REMOVED = {
  ENTITY: 'The entity with all its websites',
  WEBSITES: 'The websites',
  ACCESSES: 'The accesses here',
} as const;
const listed = (fields: readonly string[]): string => fields.map((field) => `\`${field}\``).join(', ');
const lines = (groups: readonly (readonly [string, readonly string[]])[]): string =>
  groups
    .filter(([, fields]) => fields.length > 0)
    .map(([name, fields]) => `${name} ${listed(fields)}`)
    .join('; ');

function contentSaid(type: OrderType, content: ContentAsked): string {
  const { fields } = rowOf(type);
  switch (content.kind) {
    case 'FORM': {
      const asked = `A form. Must be filled in: ${lines([
        ['of the entity', fields.entity],
        ['of each person', fields.person],
        ['of each website', fields.website],
      ])}.`;
      if (content.onRecord === undefined) return asked;
      const { entity, website } = content.onRecord;
      return `${asked} Shown from the record, and not changed by the order: ${lines([
        ['of the entity', entity],
        ['of each website', website],
      ])}.`;
    }
    case 'CHANGES': {
      const { entity, people, person, website } = content.mayChange;
      return `Only what changes. May change: ${lines([
        ['of the entity', entity],
        [people === 'ENTITY_HEAD' ? 'of the entity head' : 'of each site head', person],
        ['of each website', website],
      ])}.`;
    }
    case 'REMOVAL':
      return `What is to be removed, and why. ${REMOVED[content.removes]} may be removed; nothing else is filled in.`;
    default:
      return content satisfies never;
  }
}

const ISSUED: Readonly<Record<OrderTypeRow['issues'], string>> = {
  ENTITY_AND_WEBSITES: 'MIIT issues a number for the entity and one for each website.',
  WEBSITES: 'MIIT issues a number for each website; the entity keeps its own.',
  NOTHING: 'MIIT issues no number.',
};
const DUTY_WHEN: Readonly<Record<DutyRule['when'], string>> = {
  ALWAYS: 'for each website',
  NO_PSB_NUMBER_ON_RECORD: 'for each website without a PSB number on record',
  COPYRIGHT_SUGGESTED_HERE: 'for each website, in the provinces that `footer.copyrightProvinces` names',
  WEBSITE_EARNS_MONEY: 'for each website that earns money',
  ENTITY_NAME_CHANGED: 'for each website, when the name of the entity changed',
};

function afterwards(type: OrderType): string {
  const { issues, duties } = rowOf(type);
  const ofDuty = duties.map((duty) => `- ${DUTY_NAMES[duty.kind].en}: ${DUTY_WHEN[duty.when]}${dayZero(type, duty)}.`);
  return [ISSUED[issues], ofDuty.length === 0 ? 'There are no new duties.' : 'Duties:', ofDuty.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function dayZero(type: OrderType, { dayZero: from }: DutyRule): string {
  if (from === undefined) return ', with no due date';
  const scope = policyScope({ type });
  const days = valueOf('psb.days', scope);
  const fromIssue = from === 'AS_POLICY_SAYS' && valueOf('psb.anchor', scope) === 'NUMBER_ISSUED';
  return `, within ${days} CD of the ${fromIssue ? 'issue of the number' : 'completion'}`;
}
