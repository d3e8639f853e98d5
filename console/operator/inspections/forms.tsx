/** The forms by which an operator acts on an inspection, and what they say. */
import type { JSX } from 'preact';
import { inspectionActionsOf, type InspectionAction } from '../../../domain/inspection/inspection-actions.ts';
import { PHONES } from '../../../domain/inspection/inspection.ts';
import { ITEM_GROUP_TEXTS, ITEM_GROUPS, ITEM_RESULTS } from '../../../domain/inspection/item-groups.ts';
import type { Inspection } from '../../../store/inspections/inspections.ts';
import { Select } from '../../components/select.tsx';
import { Textarea } from '../../components/textarea.tsx';
import { TextInput } from '../../components/text-input.tsx';
import type { Visit } from '../../http/visit.ts';
import { PHONE_NAMES, RESULT_NAMES } from '../../texts/inspection-texts.ts';
import type { Text } from '../../texts/texts.ts';
import { Form } from '../parts.tsx';
import { pathOf } from './path.ts';
import { texts } from './texts.ts';

/** What a form says, without what was left empty: `yes` and `no` are answers, and a day lasts until its end. */
export function dataOf(typed: Readonly<Record<string, string | string[]>>): Record<string, unknown> {
  const plain = Object.entries(typed).flatMap(([name, value]): [string, unknown][] => {
    if (typeof value !== 'string' || value.trim() === '' || name === 'csrf') return [];
    if (name === 'reached' || name === 'passed') return [[name, value === 'yes']];
    if (name === 'dueAt') return [[name, `${value}T23:59:59+08:00`]];
    return [[name, value]];
  });
  return Object.fromEntries(plain);
}

/** One form for each thing that an operator may do now. */
export function Forms({ visit, inspection }: { visit: Visit; inspection: Inspection }): JSX.Element {
  const { say } = visit;
  const yesOrNo = (['yes', 'no'] as const).map((value) => ({ value, text: say(texts[value]) }));
  const note = (id: string) => <Textarea id={id} name="note" label={say(texts.note)} rows={2} maxLength={500} />;
  const reason = (id: string) => <Textarea id={id} name="reason" label={say(texts.reason)} rows={2} maxLength={500} />;
  const forms: readonly [InspectionAction, Text, JSX.Element][] = [
    [
      'itemInspected',
      texts.items,
      <>
        <Select
          id="group"
          label={say(texts.item)}
          choices={ITEM_GROUPS.map((group) => ({ value: group, text: say(ITEM_GROUP_TEXTS[group]) }))}
        />
        <Select
          id="result"
          label={say(texts.result)}
          choices={ITEM_RESULTS.map((result) => ({ value: result, text: say(RESULT_NAMES[result]) }))}
        />
        {note('item-note')}
      </>,
    ],
    [
      'callLogged',
      texts.calls,
      <>
        <Select
          id="phone"
          label={say(texts.phone)}
          choices={PHONES.map((phone) => ({ value: phone, text: say(PHONE_NAMES[phone]) }))}
        />
        <Select id="reached" label={say(texts.reached)} choices={yesOrNo} />
        {note('call-note')}
      </>,
    ],
    [
      'videoNoted',
      texts.videos,
      <>
        <Select id="passed" label={say(texts.passed)} choices={yesOrNo} />
        {note('video-note')}
      </>,
    ],
    [
      'deadlineOverride',
      texts.extend,
      <>
        <TextInput id="dueAt" type="date" label={say(texts.until)} width={20} />
        {reason('extend-reason')}
      </>,
    ],
    ['accessLeft', texts.leave, reason('leave-reason')],
    ['accessCancelled', texts.cancel, note('cancel-note')],
    ['rectified', texts.rectified, note('rectified-note')],
  ];
  const possible = inspectionActionsOf(inspection.state, visit.caller.role);
  return (
    <>
      {forms
        .filter(([action]) => possible.includes(action))
        .map(([action, name, fields]) => (
          <section key={action}>
            <h2 class="govuk-heading-m">{say(name)}</h2>
            <Form visit={visit} action={`${pathOf(inspection.id)}/do/${action}`} submit={say(name)} secondary>
              {fields}
            </Form>
          </section>
        ))}
    </>
  );
}
