/** The items that a reviewer ticks before an order is approved (A-116, A-138); what was ticked with the approval stays ticked. */
import type { JSX } from 'preact';
import { Checkboxes } from '../components/checkboxes.tsx';
import type { CaseProps } from './case-props.ts';
import { many } from './deeds.ts';
import { texts } from './texts.ts';

/** Photos and originals are approved without it. */
const TICKED_IN: ReadonlySet<string> = new Set(['PRELIM_REVIEW', 'READY_FOR_BUREAU']);

export const hasChecklist = ({ file: { order, review } }: CaseProps): boolean =>
  review.items.length > 0 && TICKED_IN.has(order.stage);

export function Checklist(props: CaseProps): JSX.Element | undefined {
  if (!hasChecklist(props)) return undefined;
  const { visit, file, typed } = props;
  const { say, language } = visit;
  const choices = file.review.items.map(({ item, websiteId, text, needsNote }) => ({
    value: item,
    text: `${websiteId === undefined ? '' : `${websiteId} `}${text[language]}`,
    ...(needsNote ? { hint: say(texts.nameIt) } : {}),
  }));
  const values = [...file.review.ticked, ...many(typed?.['ticks'])];
  return <Checkboxes id="ticks" small label={say(texts.checklist)} choices={choices} values={values} />;
}
