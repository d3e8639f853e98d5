/** Policies and calendar: what a change does to open orders is shown before it takes effect. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { changePolicies } from '../../usecases/processes/rules-changes.ts';
import { previewPolicies } from '../../usecases/rules/preview.ts';
import { Table } from '../components/table.tsx';
import { Textarea } from '../components/textarea.tsx';
import type { Problems } from '../http/problems.ts';
import { deed, page } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import { calendarForm } from './calendar.tsx';
import { Form, wrongAt } from './parts.tsx';
import { again, parsed, refusedFile, ROWS_SHOWN, rulesTyped, TakeEffect } from './rules-form.tsx';
import { texts } from './texts.ts';

const typed = z.object({ policies: rulesTyped });

export const rules = page({
  path: '/operate/rules',
  roles: ['operator', 'auditor'],
  show: async (visit) => {
    const [policies, calendar] = [await policyForm(visit, ''), await calendarForm(visit, '')];
    return {
      title: visit.say(texts.rules),
      body: (
        <>
          <h1 class="govuk-heading-l">{visit.say(texts.rules)}</h1>
          {policies}
          {calendar}
        </>
      ),
    };
  },
});

const policyForm = async (visit: Visit, file: string, problems?: Problems): Promise<JSX.Element> => (
  <>
    <h2 class="govuk-heading-m">{visit.say(texts.policies)}</h2>
    <Form visit={visit} action="/operate/rules/policies/preview" submit={visit.say(texts.preview)}>
      <Textarea
        id="policies"
        rows={8}
        value={file}
        label={visit.say(texts.policyRows)}
        hint={visit.say(texts.policyHint)}
        error={wrongAt(visit, problems, 'policies')}
      />
    </Form>
  </>
);

export const policyPreview = deed({
  path: '/operate/rules/policies/preview',
  roles: ['operator'],
  fields: typed,
  again: again('policies', policyForm),
  does: async (visit, { policies: file }) => {
    const { say, console, caller } = visit;
    const seen = await previewPolicies(console, parsed(visit, 'policies', file), caller.id);
    if ('errors' in seen) throw refusedFile('policies', seen.errors);
    return {
      title: say(texts.previewTitle),
      body: (
        <>
          <h1 class="govuk-heading-l">{say(texts.previewTitle)}</h1>
          <Table
            caption={say(texts.policies)}
            empty={say(texts.nothingChanges)}
            columns={[texts.key, texts.province, texts.type, texts.before, texts.after, texts.ordersConcerned].map(
              (text) => say(text),
            )}
            rows={seen.effects
              .slice(0, ROWS_SHOWN)
              .map(({ key, scope, before, after, orders }) => [
                key,
                scope.province ?? '–',
                scope.orderType ?? '–',
                before,
                after,
                orders,
              ])}
          />
          <TakeEffect visit={visit} action="/operate/rules/policies" kind="policies" file={file} />
        </>
      ),
    };
  },
});

export const policyChange = deed({
  path: '/operate/rules/policies',
  roles: ['operator'],
  fields: typed,
  again: again('policies', policyForm),
  does: async (visit, { policies: file }) => {
    const imported = await changePolicies(visit.console, visit.caller, parsed(visit, 'policies', file));
    if (!imported.imported) throw refusedFile('policies', imported.errors);
    return { seeOther: '/operate/rules', notice: texts.inForce };
  },
});
