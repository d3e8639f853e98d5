/** What the forms for policies and for the calendar have in common: what is typed is shown again, and takes effect only when asked twice. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { refusal, type Refusal } from '../../usecases/refusal.ts';
import { typedText, type Problems, type Typed } from '../http/problems.ts';
import type { Page } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import { Form, Wrong } from './parts.tsx';
import { texts } from './texts.ts';

export const ROWS_SHOWN = 200;
/** What is typed into the form of each kind of rules. */
export const rulesTyped = z.string().max(500_000);

export type RulesKind = 'policies' | 'calendar';

export function parsed({ say }: Visit, kind: RulesKind, file: string): unknown {
  try {
    return JSON.parse(file);
  } catch {
    throw refusal('INVALID', { findings: [{ path: kind, code: 'NOT_JSON', advice: say(texts.notJson) }] });
  }
}

export const refusedFile = (kind: RulesKind, errors: readonly string[]): Refusal =>
  refusal('INVALID', { findings: errors.map((advice) => ({ path: kind, code: 'ROW_REFUSED', advice })) });

type RulesForm = (visit: Visit, file: string, problems?: Problems) => Promise<JSX.Element>;

/** The page with what was typed and what is wrong with it. */
export const again =
  (kind: RulesKind, form: RulesForm) =>
  async (visit: Visit, typed: Typed, problems: Problems): Promise<Page> => ({
    title: visit.say(texts.rules),
    body: (
      <>
        <Wrong visit={visit} problems={problems} />
        {await form(visit, typedText(typed, kind), problems)}
      </>
    ),
  });

interface TakeEffectShown {
  visit: Visit;
  action: string;
  kind: RulesKind;
  file: string;
}

export const TakeEffect = ({ visit, action, kind, file }: TakeEffectShown): JSX.Element => (
  <Form visit={visit} action={action} submit={visit.say(texts.takeEffect)}>
    <input type="hidden" name={kind} value={file} />
  </Form>
);
