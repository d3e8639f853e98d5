/** The duties after an approval: what to do, where, what to copy, and the report that it was done (R-POST-4). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { guidanceOf } from '../../../domain/duties/guidance.ts';
import { isShownOnPage } from '../../../domain/duties/page-check.ts';
import { isReportName, reportData, reportsOf, type ReportName } from '../../../domain/duties/duty-reports.ts';
import { isClosed, type DutyState } from '../../../domain/duties/duty.ts';
import { DUTY_NAMES } from '../../../domain/messages/texts/names.ts';
import { refusals } from '../../../domain/refusal.ts';
import { civilDate } from '../../../domain/time/instant.ts';
import { listDuties, type ListedDuty } from '../../../store/duties/duties.ts';
import { filingTime, type Order } from '../../../store/orders/orders.ts';
import { checkPage } from '../../../usecases/duties/check-page.ts';
import { reportDuty } from '../../../usecases/duties/report-duty.ts';
import { refusal, Refusal } from '../../../usecases/refusal.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import type { Text } from '../../texts/texts.ts';
import { ControlView } from '../form/field-view.tsx';
import { valueOf } from '../form/posted.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { fieldsOf } from './action-fields.ts';
import { applicantOrder } from './applicant-order.ts';
import { dutyTexts as texts, REPORT_FIELDS, REPORT_TEXTS, STATE_TEXTS } from './duty-texts.ts';
import { orderPath } from './paths.ts';
import { timeOf } from './times.ts';

const APPLICANT = ['applicant'] as const;
const PATH = '/orders/:orderId/duties';
const typedSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

export const dutyRoutes: readonly ConsoleRoute[] = [
  page({ path: PATH, roles: APPLICANT, show: (visit, request) => dutiesPage(visit, request) }),
  deed({
    path: `${PATH}/:action`,
    roles: APPLICANT,
    fields: typedSchema,
    does: async (visit, typed, { params }) => {
      const order = await applicantOrder(visit, params['orderId'] ?? '');
      const action = params['action'] ?? '';
      if (!isReportName(action)) throw refusal('NOT_FOUND');
      const values = fieldsOf(reportData[action]()).map(
        ({ name, control }) => [name, name === 'websiteId' ? typed[name] : valueOf(name, control, typed)] as const,
      );
      const data = Object.fromEntries(values.filter(([, value]) => value !== null && value !== undefined));
      const name = typeof typed['name'] === 'string' ? typed['name'] : randomUUID();
      const { outcome } = await reportDuty(visit.console, order, visit.caller, { action, name, data });
      if (outcome?.outcome === 'REFUSED') {
        const code = outcome.reason ?? 'MALFORMED';
        throw new Refusal(code, refusals[code], { detail: outcome.detail, findings: outcome.items });
      }
      return {
        seeOther: `${orderPath(order.id)}/duties`,
        notice: outcome === undefined ? texts.pending : texts.reported,
      };
    },
    again: PATH,
  }),
  deed({
    path: `${PATH}/of/:website/check`,
    roles: APPLICANT,
    fields: z.strictObject({}),
    does: async (visit, _typed, { params }) => {
      const order = await applicantOrder(visit, params['orderId'] ?? '');
      const checked = await checkPage(visit.console, order, visit.caller, params['website'] ?? '');
      const findings = checked.flatMap(({ faults }) => faults);
      if (findings.length > 0) throw refusal('INCOMPLETE', { findings });
      return { seeOther: `${orderPath(order.id)}/duties`, notice: texts.checked };
    },
    again: PATH,
  }),
];

async function dutiesPage(visit: Visit, { params }: PageRequest): Promise<Page> {
  const { say, console: deps } = visit;
  const order = await applicantOrder(visit, params['orderId'] ?? '');
  const duties = await listDuties(deps.database, { orderId: order.id });
  const { policies } = await deps.rules();
  const on = civilDate(filingTime(order, deps.now()));
  const { name = '', province, city } = order.form?.entity ?? {};
  return {
    title: say(texts.title),
    body: (
      <>
        <a class="govuk-back-link" href={orderPath(order.id)}>
          {say(texts.back)}
        </a>
        <h1 class="govuk-heading-l">{say(texts.title)}</h1>
        <p class="govuk-body">{say(duties.length === 0 ? texts.none : texts.lead)}</p>
        {duties.map((duty) => (
          <DutyOnPage
            key={`${duty.websiteId}-${duty.kind}`}
            visit={visit}
            order={order}
            duty={duty}
            guidance={guidanceOf(duty, { entityName: name, province, city, on, policies })}
          />
        ))}
        <HelpLinks say={say} step="duties" />
      </>
    ),
  };
}

const COLOURS: Readonly<Record<DutyState, TagColour>> = {
  OPEN: 'orange',
  SUBMITTED: 'blue',
  OVERDUE: 'red',
  APPROVED: 'green',
  SHOWN: 'green',
  DONE: 'green',
  REMOVED: 'grey',
};

interface DutyProps {
  visit: Visit;
  order: Order;
  duty: ListedDuty;
  guidance: ReturnType<typeof guidanceOf>;
}

function DutyOnPage({ visit, order, duty, guidance }: DutyProps) {
  const { say } = visit;
  const { websiteId, domain, number, kind, state, due } = duty;
  const id = `${websiteId}-${kind}`;
  return (
    <section aria-labelledby={id} class="beian-slot">
      <h2 class="govuk-heading-m" id={id}>
        {say(DUTY_NAMES[kind])} <Tag colour={COLOURS[state]}>{say(STATE_TEXTS[state])}</Tag>
      </h2>
      <p class="govuk-body">
        {domain} · {number}
        {due === undefined ? '' : ` · ${say(texts.until, { at: timeOf(due.at, say) })}`}
      </p>
      {guidance.advice.map((advice) => (
        <p key={advice.en} class="govuk-body">
          {say(advice)}
        </p>
      ))}
      {guidance.link === undefined ? null : (
        <p class="govuk-body beian-address">
          <a class="govuk-link" href={guidance.link} rel="noreferrer">
            {guidance.link}
          </a>
        </p>
      )}
      {guidance.copy === undefined ? null : (
        <>
          <p class="govuk-body">{say(texts.copy)}</p>
          <pre class="beian-copy" tabIndex={0}>
            {guidance.copy}
          </pre>
        </>
      )}
      {isShownOnPage(kind) && !isClosed(duty) ? <CheckForm visit={visit} order={order} websiteId={websiteId} /> : null}
      {reportsOf(duty).map((report) => (
        <ReportForm key={report} visit={visit} order={order} report={report} websiteId={websiteId} />
      ))}
    </section>
  );
}

function CheckForm({ visit: { say, csrf }, order, websiteId }: Omit<ReportProps, 'report'>) {
  return (
    <Form csrf={csrf} action={`${orderPath(order.id)}/duties/of/${websiteId}/check`}>
      <Button>{say(texts.check)}</Button>
    </Form>
  );
}

interface ReportProps {
  visit: Visit;
  order: Order;
  report: ReportName;
  websiteId: string;
}

function ReportForm({ visit: { say, csrf }, order, report, websiteId }: ReportProps) {
  const text: Text = REPORT_TEXTS[report] ?? { zh: report, en: report };
  return (
    <Form csrf={csrf} action={`${orderPath(order.id)}/duties/${report}`} hidden={{ websiteId }}>
      <input type="hidden" name="name" value={randomUUID()} />
      {fieldsOf(reportData[report]())
        .filter(({ name }) => name !== 'websiteId')
        .map(({ name, control, required }) => {
          const words = REPORT_FIELDS[name] ?? { zh: name, en: name };
          const label = required ? say(words) : say(texts.optional, { label: say(words) });
          return (
            <ControlView
              key={name}
              control={control}
              value={undefined}
              props={{ id: `${websiteId}-${report}-${name}`, name, label }}
              context={{ say, people: [], websites: [] }}
            />
          );
        })}
      <Button look="secondary">{say(text)}</Button>
    </Form>
  );
}
