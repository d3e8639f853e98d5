/** A page of the form: one part of it, saved as it is typed, with what is wrong at each field. */
import type { ComponentChildren } from 'preact';
import { Banner } from '../../components/banner.tsx';
import { Form } from '../../components/form.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import type { Finding } from '../../../domain/finding.ts';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import type { Visit } from '../../http/visit.ts';
import type { Control } from './control.ts';
import type { DrawnField } from './drawn.ts';
import { FieldView, inWords, type FieldContext } from './field-view.tsx';
import { texts } from './texts.ts';

export interface FormPageProps {
  visit: Visit;
  title: string;
  /** Where the form is posted, and its page. */
  action: string;
  back: { href: string; text: string };
  /** Version of the form that the fields show. */
  version: number;
  fields: readonly DrawnField[];
  context: FieldContext;
  /** By path. */
  values: ReadonlyMap<string, unknown>;
  findings: readonly Finding[];
  /** What reviewers wrote beside fields. */
  items?: readonly Finding[];
  /** By path, what somebody else saved meanwhile. */
  meanwhile?: ReadonlyMap<string, unknown> | undefined;
  /** Before the fields. */
  lead?: ComponentChildren;
  /** After the fields, within the form. */
  buttons?: ComponentChildren;
  /** After the form. */
  children?: ComponentChildren;
}

export function FormPage(props: FormPageProps) {
  const { visit, title, action, back, version, fields, context, values, findings, items = [], meanwhile, lead } = props;
  const { say, csrf } = visit;
  const editable = fields.filter((field) => field.editable);
  const fixed = fields.filter((field) => !field.editable);
  const shown = findings.map((finding) => ({ ...finding, text: say(findingText(finding)) }));
  return (
    <>
      <a class="govuk-back-link" href={back.href}>
        {back.text}
      </a>
      <div id="form-errors">
        <ErrorSummary
          title={say(texts.problemsTitle)}
          problems={shown.map(({ path, text }) => ({
            text: `${labelOf(path, fields, say)}${text}`,
            field: fields.some((field) => field.path === path) ? path : undefined,
          }))}
        />
      </div>
      <h1 class="govuk-heading-l">{title}</h1>
      {meanwhile === undefined ? null : (
        <div data-meanwhile>
          <Banner title={say(texts.meanwhileTitle)}>
            <p class="govuk-body">{say(texts.meanwhile)}</p>
          </Banner>
        </div>
      )}
      {lead}
      {fixed.length === 0 ? null : (
        <>
          <h2 class="govuk-heading-s">{say(texts.fixedTitle)}</h2>
          <SummaryList
            rows={fixed.map(({ path, label }) => ({ key: say(label), value: inWords(values.get(path), context) }))}
          />
        </>
      )}
      {editable.length === 0 ? null : (
        <Form
          csrf={csrf}
          action={action}
          keptBy="PAGE"
          attributes={{ novalidate: true, 'data-form': 'draft', 'data-unsaved': say(texts.unsaved) }}
        >
          <div id="form-state">
            <input type="hidden" name="version" value={version} />
            <p class="govuk-hint" role="status">
              {say(texts.savedAsTyped)}
            </p>
          </div>
          {editable.map((field) => {
            const words = [
              ...items
                .filter(({ path }) => path === field.path)
                .map(({ advice }) => say(texts.reviewerSays, { advice })),
              ...shown.filter(({ path }) => path === field.path).map(({ text }) => text),
            ];
            const id = `field-${field.path.replaceAll('.', '-')}`;
            return (
              <div key={field.path} id={id}>
                <FieldView
                  {...context}
                  field={field}
                  value={values.get(field.path)}
                  error={words.length === 0 ? undefined : words.join(' ')}
                  savedMeanwhile={
                    meanwhile?.has(field.path) === true ? inWords(meanwhile.get(field.path), context) : undefined
                  }
                  attributes={savingAttributes(action, id, field.control)}
                />
              </div>
            );
          })}
          <div class="govuk-button-group">
            {props.buttons ?? (
              <Button name="goOn" value="next">
                {say(texts.saveAndGoOn)}
              </Button>
            )}
          </div>
        </Form>
      )}
      {props.children}
    </>
  );
}

/** Controls in which one types; the others are decided at once. */
const TYPED: ReadonlySet<Control['kind']> = new Set(['TEXT', 'LINES', 'NUMBER', 'LIST']);

/**
 * Where a script runs, a field is saved while somebody types, and saved and checked when they leave it; only the field itself is drawn
 * anew.
 */
const savingAttributes = (action: string, id: string, { kind }: Control) => ({
  'hx-post': action,
  'hx-trigger': TYPED.has(kind) ? 'change, input changed delay:2s' : 'change',
  'hx-include': 'closest form',
  'hx-sync': 'closest form:queue all',
  'hx-target': `#${id}`,
  'hx-select': `#${id}`,
  'hx-swap': 'outerHTML',
  'hx-select-oob': '#form-state',
});

const labelOf = (path: string, fields: readonly DrawnField[], say: Visit['say']): string => {
  const field = fields.find((one) => one.path === path);
  return field === undefined ? '' : say(texts.inField, { label: say(field.label) });
};
