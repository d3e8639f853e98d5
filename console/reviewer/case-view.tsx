/** The case on one page, from top to bottom: where it stands, what was found, what changed, scans, data, deciding, log. */
import type { JSX } from 'preact';
import { STAGE_NAMES } from '../../domain/messages/texts/names.ts';
import { remarkText } from '../../domain/messages/texts/remarks-zh.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { PROVINCE_NAMES } from '../../domain/order/choice-names.ts';
import type { FieldChange } from '../../domain/order/diff.ts';
import { READ_REASONS } from '../../domain/reads/read.ts';
import { Button } from '../components/button.tsx';
import { Form } from '../components/form.tsx';
import { Details } from '../components/details.tsx';
import { Select } from '../components/select.tsx';
import { Table } from '../components/table.tsx';
import { Tag } from '../components/tag.tsx';
import { TextInput } from '../components/text-input.tsx';
import type { Visit } from '../http/visit.ts';
import type { CaseProps } from './case-props.ts';
import { ActionForm } from './action-form.tsx';
import { DataView, ScansView } from './data-view.tsx';
import { DecideView } from './decide-view.tsx';
import { LogView } from './log-view.tsx';
import { Part } from './part.tsx';
import { ProblemsView } from './problems-view.tsx';
import { texts } from './texts.ts';
import { adviceIn, dueIn, fieldIn, valueText, whenIn } from './words.ts';

export function CaseView(props: CaseProps): JSX.Element {
  const { visit, file, problems } = props;
  const { say, language } = visit;
  const { order, sinceLast, againstRecord } = file;
  return (
    <>
      <a class="govuk-back-link" href="/review" data-key="b">
        {say(texts.back)}
      </a>
      <ProblemsView visit={visit} problems={problems} />
      <h1 class="govuk-heading-l">{say(texts.caseTitle, { id: order.id })}</h1>
      <p class="govuk-body">
        <strong>{STAGE_NAMES[order.stage][language]}</strong> ·{' '}
        {order.type === undefined ? '' : rowOf(order.type).names[language]} ·{' '}
        {order.province === undefined ? '' : PROVINCE_NAMES[order.province][language]} · {say(texts.round)}{' '}
        {order.round}
        {order.nextDue === undefined ? '' : ` · ${say(texts.due)} ${dueIn(language, order.nextDue)}`}
      </p>
      <Standing {...props} />
      <Findings {...props} />
      {sinceLast === undefined ? undefined : <Changes visit={visit} title={say(texts.sinceLast)} changes={sinceLast} />}
      {againstRecord === undefined ? undefined : (
        <Changes visit={visit} title={say(texts.againstRecord)} changes={againstRecord} />
      )}
      <ScansView {...props} />
      <DataView {...props} />
      <DecideView {...props} />
      <LogView {...props} />
    </>
  );
}

/** What a reviewer does to be done with an order; where none is possible the next one is a key away. */
const DECIDING = ['approve', 'forwardToBureau', 'reject', 'rejectOrder'] as const;

/** Who has the order, who must act, and how to see the data in clear. */
function Standing({ visit, file }: CaseProps): JSX.Element {
  const { say, language, caller } = visit;
  const { order, barred, shown, actions } = file;
  const claim = order.progress?.claim;
  const by = order.progress?.approvedBy;
  const isMine = claim?.by === caller.id && claim.until > file.now;
  return (
    <div class="govuk-inset-text" id="standing">
      {barred === undefined ? undefined : (
        <p class="govuk-body">
          <strong>{say(texts[barred], { by: claim?.by ?? '' })}</strong>
        </p>
      )}
      {barred === undefined && by !== undefined && by !== caller.id ? (
        <p class="govuk-body">{say(texts.secondEyes, { by })}</p>
      ) : undefined}
      {isMine && claim !== undefined ? (
        <>
          <p class="govuk-body">{say(texts.claimed, { until: whenIn(language, claim.until) })}</p>
          <ActionForm visit={visit} order={order} action="release">
            <Button look="secondary">{say(texts.release)}</Button>
          </ActionForm>
        </>
      ) : barred === undefined && actions.includes('claim') ? (
        <ActionForm visit={visit} order={order} action="claim">
          <Button dataKey="c">{say(texts.claim)}</Button>
        </ActionForm>
      ) : undefined}
      {barred === undefined && DECIDING.some((action) => actions.includes(action)) ? undefined : (
        <Form csrf={visit.csrf} action="/review/next">
          <Button look="secondary" dataKey="n">
            {say(texts.next)}
          </Button>
        </Form>
      )}
      {shown === 'MASKED' ? <Look visit={visit} orderId={order.id} /> : undefined}
    </div>
  );
}

const Look = ({ visit: { say, csrf }, orderId }: { visit: Visit; orderId: string }): JSX.Element => (
  <Details summary={say(texts.masked)}>
    <Form csrf={csrf} action={`/review/orders/${orderId}/look`}>
      <Select
        id="reason"
        label={say(texts.reason)}
        choices={READ_REASONS.map((code) => ({ value: code, text: say(texts[code]) }))}
      />
      <TextInput id="reference" label={say(texts.reference)} autocomplete="off" width={20} />
      <Button look="secondary">{say(texts.look)}</Button>
    </Form>
  </Details>
);

function Findings({ visit, file: { findings, remarks } }: CaseProps): JSX.Element {
  const { say, language } = visit;
  const rows = [
    ...findings.blocking.map((finding) => ({ finding, name: say(texts.blocking), colour: 'red' as const })),
    ...findings.unchecked.map((finding) => ({ finding, name: say(texts.unchecked), colour: 'orange' as const })),
    ...findings.warnings.map((finding) => ({ finding, name: say(texts.warning), colour: 'yellow' as const })),
  ];
  return (
    <Part title={say(texts.findings)}>
      {rows.length === 0 ? (
        <p class="govuk-body">{say(texts.nothingFound)}</p>
      ) : (
        <ul class="govuk-list">
          {rows.map(({ finding, name, colour }) => (
            <li key={`${finding.path}${finding.code}`}>
              <Tag colour={colour}>{name}</Tag> {fieldIn(language, finding.path)}: {adviceIn(language, finding)}{' '}
              <code>{finding.code}</code>
            </li>
          ))}
        </ul>
      )}
      {remarks.length === 0 ? undefined : (
        <Details summary={say(texts.remarks)}>
          <ul class="govuk-list govuk-list--bullet">
            {remarks.map((remark) => (
              <li key={remark}>{say(remarkText(remark))}</li>
            ))}
          </ul>
        </Details>
      )}
    </Part>
  );
}

interface ChangesProps {
  visit: Visit;
  title: string;
  changes: readonly FieldChange[];
}

const Changes = ({ visit: { say, language }, title, changes }: ChangesProps): JSX.Element => (
  <section>
    <Table
      caption={title}
      empty={say(texts.nothingChanged)}
      namedRows
      columns={[texts.field, texts.before, texts.after].map((text) => say(text))}
      rows={changes.map(({ path, before, after }) => [
        fieldIn(language, path),
        <del>{valueText(language, before)}</del>,
        <ins>{valueText(language, after)}</ins>,
      ])}
    />
  </section>
);
