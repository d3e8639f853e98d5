/** The deeds of a case: approve or hand over by one key, send back, ask for more, note a call, and what staff do beside. */
import type { JSX } from 'preact';
import { Button } from '../components/button.tsx';
import { Checkboxes } from '../components/checkboxes.tsx';
import { Details } from '../components/details.tsx';
import { Select } from '../components/select.tsx';
import { Textarea } from '../components/textarea.tsx';
import type { CaseProps } from './case-props.ts';
import { ActionForm } from './action-form.tsx';
import { Checklist, hasChecklist } from './checklist.tsx';
import { DECISION } from './deeds.ts';
import { Part } from './part.tsx';
import { texts } from './texts.ts';
import { fieldIn, whenIn } from './words.ts';

export function DecideView(props: CaseProps): JSX.Element {
  const { visit, file } = props;
  const { say } = visit;
  const { order, actions, barred, nextCallFrom } = file;
  const may = (action: (typeof actions)[number]): boolean => barred === undefined && actions.includes(action);
  return (
    <Part title={say(texts.decide)}>
      {may('approve') ? (
        <ActionForm visit={visit} order={order} action="approve">
          <Checklist {...props} />
          <Note id="approve-note" label={say(texts.note)} />
          <Button dataKey="a">
            {say(texts.approve)}
          </Button>
        </ActionForm>
      ) : undefined}
      {may('forwardToBureau') ? (
        <ActionForm visit={visit} order={order} action="forwardToBureau">
          <Checklist {...props} />
          {hasChecklist(props) ? <Note id="forward-note" label={say(texts.note)} /> : undefined}
          <Button dataKey="a">
            {say(texts.forwardToBureau)}
          </Button>
        </ActionForm>
      ) : undefined}
      {may('reject') ? (
        <ActionForm visit={visit} order={order} action="reject" id={DECISION}>
          <p class="govuk-hint">{say(texts.rejectHint)}</p>
          <Button look="warning">{say(texts.reject)}</Button>
          {may('rejectOrder') ? (
            <Button look="warning" formAction={`/review/orders/${order.id}/actions/rejectOrder`}>
              {say(texts.rejectOrder)}
            </Button>
          ) : undefined}
        </ActionForm>
      ) : may('rejectOrder') ? (
        <ActionForm visit={visit} order={order} action="rejectOrder" id={DECISION}>
          <p class="govuk-hint">{say(texts.rejectHint)}</p>
          <Button look="warning">{say(texts.rejectOrder)}</Button>
        </ActionForm>
      ) : undefined}
      {may('callOutcome') ? (
        <Details summary={say(texts.callOutcome)}>
          <ActionForm visit={visit} order={order} action="callOutcome">
            {nextCallFrom === undefined ? undefined : (
              <p class="govuk-body">{say(texts.nextCall, { at: whenIn(visit.language, nextCallFrom) })}</p>
            )}
            <Pick id="outcome" label={say(texts.outcome)} choices={(['REACHED_NO_CHANGE', 'REACHED_NEEDS_CHANGE', 'NO_ANSWER'] as const).map((code) => [code, say(texts[code])])} />
            <Note id="call-note" label={say(texts.annotate)} />
            <Button look="secondary">{say(texts.callOutcome)}</Button>
          </ActionForm>
        </Details>
      ) : undefined}
      {may('requestMaterial') ? (
        <Details summary={say(texts.requestMaterial)}>
          <ActionForm visit={visit} order={order} action="requestMaterial">
            <Slots {...props} />
            <Note id="material-note" label={say(texts.materialNote)} />
            <Button look="secondary">{say(texts.requestMaterial)}</Button>
          </ActionForm>
        </Details>
      ) : undefined}
      {may('requestMail') ? (
        <Details summary={say(texts.requestMail)}>
          <ActionForm visit={visit} order={order} action="requestMail">
            <Button look="secondary">{say(texts.requestMail)}</Button>
          </ActionForm>
        </Details>
      ) : undefined}
      {actions.includes('allowPhoto') ? (
        <Details summary={say(texts.allowPhoto)}>
          <ActionForm visit={visit} order={order} action="allowPhoto">
            <Pick id="personId" label={say(texts.person)} choices={Object.entries(file.form.people).map(([id, { name }]) => [id, `${id} ${name ?? ''}`])} />
            <Button look="secondary">{say(texts.allowPhoto)}</Button>
          </ActionForm>
        </Details>
      ) : undefined}
      {actions.includes('consentToCancel') && order.progress?.cancelRequest !== undefined ? (
        <ActionForm visit={visit} order={order} action="consentToCancel">
          <p class="govuk-body">{say(texts.cancelAsked, order.progress.cancelRequest)}</p>
          <Button look="warning">{say(texts.consentToCancel)}</Button>
        </ActionForm>
      ) : undefined}
      {actions.includes('annotate') ? (
        <Details summary={say(texts.annotate)}>
          <ActionForm visit={visit} order={order} action="annotate">
            <Note id="staff-note" label={say(texts.annotate)} />
            <Button look="secondary">{say(texts.annotate)}</Button>
          </ActionForm>
        </Details>
      ) : undefined}
    </Part>
  );
} // prettier-ignore

const Note = ({ id, label }: { id: string; label: string }): JSX.Element => (
  <Textarea id={id} name="note" label={label} rows={2} maxLength={500} />
);

interface PickProps {
  id: string;
  label: string;
  choices: readonly (readonly [string, string])[];
}

const Pick = ({ choices, ...control }: PickProps): JSX.Element => (
  <Select {...control} choices={choices.map(([value, text]) => ({ value, text }))} />
);

const Slots = ({ visit: { say, language }, file: { slots } }: CaseProps): JSX.Element => (
  <Checkboxes
    id="slots"
    label={say(texts.slots)}
    small
    choices={slots.map((slot) => ({ value: slot, text: fieldIn(language, `documents.${slot}`) }))}
  />
);
