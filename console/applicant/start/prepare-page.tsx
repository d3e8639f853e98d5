/** What should be ready before an order is opened, the bureau's rules, and the opening itself (R-NEED-15, A-043). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { PROVINCES, provinceSchema } from '../../../domain/order/form.ts';
import { choiceName } from '../../../domain/order/choice-names.ts';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { remarkText } from '../../../domain/messages/texts/remarks-zh.ts';
import type { PreparationItem } from '../../../domain/before/preparation.ts';
import { authenticityMethod } from '../../../domain/proofs/proofs.ts';
import { civilDate, instant } from '../../../domain/time/instant.ts';
import { preparationFor } from '../../../usecases/before/preparation.ts';
import { openOrderFor } from '../../../usecases/order/open-order.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { Checkboxes } from '../../components/checkboxes.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Select } from '../../components/select.tsx';
import { TaskList } from '../../components/task-list.tsx';
import type { TagColour } from '../../components/tag.tsx';
import { TextInput } from '../../components/text-input.tsx';
import type { Problems, Typed } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { orderPath, partPath } from '../orders/paths.ts';
import { WaysBeside, waysBeside } from '../orders/ways-beside.tsx';
import { ITEM_NAMES, ITEM_WORDS_ZH, METHODS, STATE_NAMES, texts } from './texts.ts';

type Asked = Readonly<Record<string, string>>;

const openSchema = z.object({
  rulesConfirmed: z.literal('true', "read the bureau's rules and confirm them"),
  domain: z.string().trim().max(253).optional(),
  instanceId: z.string().optional(),
  province: z.string().optional(),
  /** Names the opening, so that a second click opens nothing more. */
  key: z.uuid(),
  insteadOf: z.string().optional(),
  how: z.enum(['MERGE', 'REPLACE']).optional(),
});

export const prepareRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/start/prepare',
    roles: ['applicant'],
    show: (visit, { query }) => preparePage(visit, query, { key: randomUUID() }),
  }),
  deed({
    path: '/orders',
    roles: ['applicant'],
    fields: openSchema,
    does: async ({ console: deps, caller }, { domain = '', key, insteadOf, how, province: place }) => {
      const province = provinceSchema.safeParse(place);
      const form = {
        entity: province.success ? { province: province.data } : {},
        people: {},
        websites: domain === '' ? {} : { W1: { domain } },
      };
      const instead = insteadOf === undefined || how === undefined ? undefined : { order: insteadOf, how };
      const order = await openOrderFor(deps, caller, { form, insteadOf: instead, clockSkewMs: 0, key });
      return { seeOther: partPath(order.id, 'type') };
    },
    again: async (visit, typed, problems) => {
      const asked = Object.fromEntries(
        Object.entries(typed).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      );
      return preparePage(visit, asked, { key: keyOf(typed), problems });
    },
  }),
];

const keyOf = ({ key }: Typed): string => (typeof key === 'string' ? key : randomUUID());

interface Opening {
  key: string;
  problems?: Problems;
}

async function preparePage(visit: Visit, asked: Asked, { key, problems }: Opening): Promise<Page> {
  const { say, console: deps, caller, csrf } = visit;
  const given = (name: string): string | undefined => (asked[name]?.trim() === '' ? undefined : asked[name]?.trim());
  const items = await preparationFor(deps, caller, { domain: given('domain'), instanceId: given('instanceId') });
  const inTheWay = problems?.order === undefined ? undefined : await waysBeside(visit, problems.order, 'BY_TYPE_CHECK');
  const unconfirmed = problems?.at.some(({ path }) => path === 'rulesConfirmed') === true;
  return {
    title: say(texts.prepareTitle),
    body: (
      <>
        <a class="govuk-back-link" href="/start">
          {say(texts.title)}
        </a>
        {problems === undefined ? null : (
          <ErrorSummary title={say(texts.problems)} problems={problemsShown(visit, problems)} />
        )}
        <h1 class="govuk-heading-l">{say(texts.prepareTitle)}</h1>
        <p class="govuk-body-l">{say(texts.prepareLead)}</p>
        <form method="get" action="/start/prepare">
          <TextInput
            id="domain"
            label={say(texts.domain)}
            hint={say(texts.lookUpHint)}
            value={asked['domain']}
            width={30}
          />
          <TextInput id="instanceId" label={say(texts.instance)} value={asked['instanceId']} width={20} />
          <Select
            id="province"
            label={say(texts.province)}
            value={asked['province']}
            empty={say(texts.choose)}
            choices={PROVINCES.map((value) => ({ value, text: say(choiceName(value)) }))}
          />
          <Button look="secondary">{say(texts.lookUp)}</Button>
        </form>
        <h2 class="govuk-heading-m">{say(texts.listTitle)}</h2>
        <TaskList tasks={items.map((item) => taskOf(item, visit))} />
        <h2 class="govuk-heading-m" id="rules">
          {say(texts.rulesTitle)}
        </h2>
        <BureauRules visit={visit} rules={await bureauRules(visit, asked['province'])} />
        <Form csrf={csrf} action="/orders">
          <input type="hidden" name="key" value={key} />
          {['domain', 'instanceId', 'province'].map((name) => (
            <input key={name} type="hidden" name={name} value={asked[name] ?? ''} />
          ))}
          <Checkboxes
            id="rulesConfirmed"
            label={say(texts.confirmRules)}
            hint={say(texts.confirmHint)}
            error={unconfirmed ? say(texts.confirmHint) : undefined}
            values={asked['rulesConfirmed'] === 'true' ? ['true'] : []}
            choices={[{ value: 'true', text: say(texts.confirmRules) }]}
          />
          <Button>{say(texts.open)}</Button>
          {inTheWay === undefined ? null : <WaysBeside visit={visit} {...inTheWay} />}
        </Form>
        <HelpLinks say={say} step="prepare" />
      </>
    ),
  };
}

function problemsShown({ say }: Visit, { at, summary, order }: Problems) {
  const known = at.filter(({ path }) => path === 'rulesConfirmed');
  if (known.length > 0) return known.map(() => ({ text: say(texts.confirmHint), field: 'rulesConfirmed' }));
  const whole = { text: say(summary), ...(order === undefined ? {} : { href: orderPath(order) }) };
  return [whole, ...at.map((finding) => ({ text: say(findingText(finding)) }))];
}

const COLOURS: Readonly<Record<PreparationItem['state'], TagColour | undefined>> = {
  READY: undefined,
  WARNING: 'yellow',
  MISSING: 'orange',
  UNKNOWN: 'grey',
};

const taskOf = ({ item, state, text }: PreparationItem, { say }: Visit) => ({
  id: item,
  title: say(ITEM_NAMES[item] ?? { zh: item, en: item }),
  hint: say({ zh: ITEM_WORDS_ZH[`${item} ${state}`] ?? text, en: text }),
  status: { text: say(STATE_NAMES[state] ?? { zh: state, en: state }), colour: COLOURS[state] },
});

async function bureauRules({ console: deps, now }: Visit, chosen: string | undefined) {
  const read = provinceSchema.safeParse(chosen);
  if (!read.success) return undefined;
  const { policies } = await deps.rules();
  const scope = { province: read.data };
  const on = civilDate(instant(now));
  return { method: authenticityMethod(scope, policies, on), remarks: policies.resolve('province.remarks', scope, on) };
}

function BureauRules({ visit: { say }, rules }: { visit: Visit; rules: Awaited<ReturnType<typeof bureauRules>> }) {
  if (rules === undefined) return <p class="govuk-body">{say(texts.rulesChoose)}</p>;
  const { method, remarks } = rules;
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>{say(texts.authenticity, { method: say(METHODS[method] ?? { zh: method, en: method }) })}</li>
      {remarks.length === 0 ? (
        <li>{say(texts.rulesNone)}</li>
      ) : (
        remarks.map((remark) => <li key={remark}>{say(remarkText(remark))}</li>)
      )}
    </ul>
  );
}
