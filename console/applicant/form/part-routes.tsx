/** The pages of the form: each shows one part of it, saves it as it is typed, and says what is wrong when it is left. */
import { z } from 'zod';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Details } from '../../components/details.tsx';
import type { Finding } from '../../../domain/finding.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { determineOrderType } from '../../../usecases/drafting/determine-type.ts';
import { settleDraft, type WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { editableOf } from '../../../usecases/drafting/editable.ts';
import { Refusal, refusal } from '../../../usecases/refusal.ts';
import type { Problems, Typed } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page, type PageRequest, type SeeOther } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { orderPath, partPath } from '../orders/paths.ts';
import { ScansOfStep } from '../orders/scans-of-step.tsx';
import {
  itemsOf,
  peopleIn,
  rolesOf,
  rulesOf,
  websitesIn,
  writtenOrder,
  type RulesOfDay,
} from '../orders/applicant-order.ts';
import type { DrawnField } from './drawn.ts';
import type { FieldContext } from './field-view.tsx';
import { FormPage } from './form-page.tsx';
import { offeredFields, openForCorrection, TYPE_PAGE } from './offered-fields.ts';
import { findingsAt } from './part-findings.ts';
import { postedValues } from './posted.ts';
import { fieldOf, saveFields } from './save-fields.ts';
import { pageTexts as texts } from './page-texts.ts';
import { valuesAt } from './draw-form.ts';
import { RecordElsewhere } from './record-elsewhere.tsx';

const APPLICANT = ['applicant'] as const;

const typedSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

interface Opened {
  order: WrittenOrder;
  part: string;
  fields: DrawnField[];
  rules: RulesOfDay;
  all: boolean;
}

async function open(visit: Visit, { params, query }: PageRequest): Promise<Opened> {
  const order = await writtenOrder(visit, params['orderId'] ?? '');
  const part = params['part'] ?? '';
  const rules = await rulesOf(visit, order);
  const fields = offeredFields(order, part, rules);
  if (fields === undefined) throw refusal('NOT_FOUND', { detail: visit.say(texts.noPart) });
  const all = query['all'] === '1';
  const editable = editableOf(order) === 'ALL';
  const opened = editable
    ? openForCorrection(order, fields, all)
    : fields.map((field) => ({ ...field, editable: false }));
  return { order, part, fields: opened, rules, all };
}

export const partRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/orders/:orderId/form/:part',
    roles: APPLICANT,
    show: async (visit, request) => {
      const opened = await open(visit, request);
      const { order, fields } = opened;
      const checks = request.query['check'] === '1' && editableOf(order) === 'ALL';
      const findings = checks ? await findingsAt(visit, order, pathsOf(fields)) : [];
      return formPage(visit, opened, { values: storedValues(order, fields), findings });
    },
  }),
  deed({
    path: '/orders/:orderId/form/:part',
    roles: APPLICANT,
    fields: typedSchema,
    does: save,
    again,
  }),
];

async function save(visit: Visit, typed: Typed, request: PageRequest): Promise<SeeOther | Page> {
  const opened = await open(visit, request);
  const values = postedValues(opened.fields, typed);
  const saved = await saveFields(visit, opened.order, values, Number(typed['version'])).catch(
    async (error: unknown) => {
      // A save that has overtaken another says the same as it: there is nothing to choose between.
      const { order } = await open(visit, request);
      if (isChangedMeanwhile(error) && differing(order, opened.fields, values).size === 0)
        return { order, findings: [] };
      throw error;
    },
  );
  const now = { ...opened, order: saved.order };
  if (saved.findings.length > 0) return formPage(visit, now, { values, findings: saved.findings, status: 422 });
  const here = `${partPath(saved.order.id, opened.part)}?check=1${opened.all ? '&all=1' : ''}`;
  if (typed['goOn'] === undefined) return { seeOther: here };
  if (opened.part === TYPE_PAGE) return checkType(visit, saved.order);
  const findings = await findingsAt(visit, saved.order, pathsOf(opened.fields));
  return { seeOther: findings.length > 0 && typed['goOn'] === 'next' ? here : orderPath(saved.order.id) };
}

async function checkType(visit: Visit, order: WrittenOrder): Promise<SeeOther> {
  const { console: deps, caller } = visit;
  const ask = inquire(deps);
  const { type, typed } = await determineOrderType(deps, ask, order, caller.channel);
  await settleDraft(deps, ask, typed, actorOf(caller));
  const { zh, en } = rowOf(type).names;
  return { seeOther: orderPath(order.id), notice: { zh: `备案类型：${zh}`, en: `Type of the order: ${en}` } };
}

/** What was typed stays on the page, whatever was wrong with it or in its way. */
async function again(visit: Visit, typed: Typed, problems: Problems, request: PageRequest): Promise<Page> {
  const opened = await open(visit, request);
  const values = postedValues(opened.fields, typed);
  const paths = pathsOf(opened.fields);
  const findings = problems.at.map((finding) => ({ ...finding, path: fieldOf(finding.path, paths) ?? finding.path }));
  if (problems.code === 'VERSION_CHANGED') {
    const meanwhile = differing(opened.order, opened.fields, values);
    return formPage(visit, opened, { values, findings: [], meanwhile, status: problems.status });
  }
  const { zh, en } = problems.summary;
  const whole =
    findings.length > 0
      ? findings
      : [{ path: opened.part, code: problems.code, advice: visit.language === 'zh' ? zh : en }];
  return formPage(visit, opened, { values, findings: whole, status: problems.status });
}

const isChangedMeanwhile = (error: unknown): boolean => error instanceof Refusal && error.code === 'VERSION_CHANGED';

/** What is stored of the fields that were typed in, where it is not what was typed; by path. */
const differing = (
  order: WrittenOrder,
  fields: readonly DrawnField[],
  values: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, unknown> =>
  new Map(
    [...storedValues(order, fields)].filter(
      ([path, value]) => values.has(path) && JSON.stringify(value ?? null) !== JSON.stringify(values.get(path) ?? null),
    ),
  );

const pathsOf = (fields: readonly DrawnField[]): string[] => fields.map(({ path }) => path);

function storedValues({ form }: WrittenOrder, fields: readonly DrawnField[]): ReadonlyMap<string, unknown> {
  return new Map(
    fields.map(({ path }) => {
      const at = path.lastIndexOf('.');
      return [path, valuesAt(form, path.slice(0, at)).get(path.slice(at + 1))] as const;
    }),
  );
}

interface Showing {
  values: ReadonlyMap<string, unknown>;
  findings: readonly Finding[];
  meanwhile?: ReadonlyMap<string, unknown>;
  status?: number;
}

async function formPage(
  visit: Visit,
  { order, part, fields, rules, all }: Opened,
  { values, findings, meanwhile, status = 200 }: Showing,
): Promise<Page> {
  const { say } = visit;
  const { form } = order;
  const context: FieldContext = { say, people: peopleIn(form, say), websites: websitesIn(form, say) };
  const title = titleOf(visit, order, part);
  const isType = part === TYPE_PAGE;
  const action = `${partPath(order.id, part)}${all ? '?all=1' : ''}`;
  const narrowed = !all && fields.some(({ editable }) => !editable) && itemsOf(order).length > 0;
  const [root, personId] = part.split('.');
  const scans =
    root === 'websites'
      ? null
      : await ScansOfStep({
          visit,
          order,
          step: isType ? 'TYPE' : 'INFORMATION',
          personId,
          back: partPath(order.id, part),
        });
  // What the page does not offer keeps its stored value in sight.
  const shown = new Map([...storedValues(order, fields), ...values]);
  return {
    title,
    status,
    body: (
      <FormPage
        visit={visit}
        title={title}
        action={action}
        back={{ href: orderPath(order.id), text: say(texts.backToOrder) }}
        version={order.formVersion}
        fields={fields}
        context={context}
        values={shown}
        findings={findings}
        items={itemsOf(order)}
        meanwhile={meanwhile}
        lead={
          <>
            <p class="govuk-body">{say(leadOf(part))}</p>
            {part === 'entity' && visit.console.certificateReader !== undefined && editableOf(order) === 'ALL' ? (
              <p class="govuk-body">
                <a class="govuk-link" href={`${orderPath(order.id)}/certificate-photo`}>
                  {say(texts.fromPhoto)}
                </a>
              </p>
            ) : null}
            {editableOf(order) === 'ALL' ? <RecordElsewhere say={say} order={order} part={part} rules={rules} /> : null}
            {narrowed ? (
              <p class="govuk-body">
                <a class="govuk-link" href={`${partPath(order.id, part)}?all=1`}>
                  {say(texts.openAll)}
                </a>
              </p>
            ) : null}
          </>
        }
        buttons={
          <>
            <Button name="goOn" value="next">
              {say(isType ? texts.checkType : texts.saveAndCheck)}
            </Button>
            {isType ? null : (
              <Button name="goOn" value="later" look="secondary">
                {say(texts.saveForLater)}
              </Button>
            )}
          </>
        }
      >
        {scans}
        <Removal visit={visit} order={order} part={part} />
        <HelpLinks say={say} step={isType ? 'type' : (part.split('.')[0] ?? part)} />
      </FormPage>
    ),
  };
}

function titleOf({ say }: Visit, { form }: WrittenOrder, part: string): string {
  const [root, id = ''] = part.split('.');
  if (part === TYPE_PAGE) return say(texts.typeTitle);
  if (root === 'people')
    return say(texts.personTitle, { name: form.people[id]?.name ?? id, roles: rolesOf(form, id, say) });
  if (root === 'websites')
    return say(texts.websiteTitle, { name: form.websites[id]?.name ?? form.websites[id]?.domain ?? id });
  return say(texts.entityTitle);
}

function leadOf(part: string) {
  if (part === TYPE_PAGE) return texts.typeLead;
  return part.startsWith('people.')
    ? texts.personLead
    : part.startsWith('websites.')
      ? texts.websiteLead
      : texts.entityLead;
}

/** Taking a person or website out leads to a page that asks first. */
function Removal({ visit: { say }, order, part }: { visit: Visit; order: WrittenOrder; part: string }) {
  const [root = '', id] = part.split('.');
  if (id === undefined || editableOf(order) !== 'ALL' || order.content?.kind !== 'FORM') return null;
  return (
    <Details summary={say(root === 'people' ? texts.removePerson : texts.removeWebsite)}>
      <p class="govuk-body">{say(root === 'people' ? texts.removePersonWhy : texts.removeWebsiteWhy)}</p>
      <ButtonLink look="warning" href={`${orderPath(order.id)}/remove/${part}`}>
        {say(texts.removeGoOn)}
      </ButtonLink>
    </Details>
  );
}
