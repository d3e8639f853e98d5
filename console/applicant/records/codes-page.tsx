/** Authorization codes of the account's own servers (R-CODE-1 … R-CODE-8). */
import { z } from 'zod';
import type { AccountId } from '../../../domain/identifiers.ts';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { codesOf, createCode, withdrawCode } from '../../../usecases/assets/authorization-codes.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import type { Problems } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { STATUS_NAMES, texts } from './texts.ts';

const APPLICANT = ['applicant'] as const;
const PATH = '/records/codes';
const MOST = 100;
const here = (instanceId: string): string => `${PATH}?instanceId=${encodeURIComponent(instanceId)}`;

export const codesRoutes: readonly ConsoleRoute[] = [
  page({ path: PATH, roles: APPLICANT, show: (visit, { query }) => codesPage(visit, query['instanceId'] ?? '') }),
  deed({
    path: PATH,
    roles: APPLICANT,
    fields: z.object({
      instanceId: z.string().trim().min(1).max(100),
      grantedTo: z.string().trim().max(100).default(''),
    }),
    does: async ({ console: deps, caller }, { instanceId, grantedTo }) => {
      await createCode(deps, caller, instanceId, grantedTo === '' ? undefined : (grantedTo as AccountId));
      return { seeOther: here(instanceId), notice: texts.created };
    },
    again: PATH,
  }),
  deed({
    path: `${PATH}/:codeId/withdraw`,
    roles: APPLICANT,
    fields: z.object({ instanceId: z.string().trim().min(1).max(100) }),
    does: async ({ console: deps, caller }, { instanceId }, { params }) => {
      await withdrawCode(deps, caller, instanceId, params['codeId'] ?? '');
      return { seeOther: here(instanceId), notice: texts.withdrawn };
    },
    again: PATH,
  }),
];

async function codesPage(visit: Visit, instanceId: string, problems?: Problems): Promise<Page> {
  const { say, csrf, caller, console: deps } = visit;
  const isNamed = instanceId !== '' && problems === undefined;
  const { rows } = isNamed ? await codesOf(deps, caller, instanceId, { limit: MOST }) : { rows: [] };
  const words =
    problems === undefined ? [] : [say(problems.summary), ...problems.at.map((finding) => say(findingText(finding)))];
  return {
    title: say(texts.codes),
    body: (
      <>
        <a class="govuk-back-link" href="/records">
          {say(texts.back)}
        </a>
        <ErrorSummary title={say(texts.problems)} problems={words.map((text) => ({ text, field: 'instanceId' }))} />
        <h1 class="govuk-heading-l">{say(texts.codes)}</h1>
        <p class="govuk-body">{say(texts.codesLead)}</p>
        <form method="get" action={PATH}>
          <TextInput id="instanceId" label={say(texts.instance)} value={instanceId} width={20} />
          <Button look="secondary">{say(texts.showCodes)}</Button>
        </form>
        {isNamed ? (
          <>
            <Table
              caption={say(texts.codes)}
              empty={say(texts.noCodes)}
              columns={[texts.code, texts.status, texts.grantedTo, texts.withdraw].map((text) => ({ text: say(text) }))}
              rows={rows.map(({ id, code, state, grantedTo }) => ({
                id,
                cells: [
                  code ?? '',
                  say(STATUS_NAMES[state] ?? { zh: state, en: state }),
                  grantedTo ?? '',
                  state === 'VOID' || state === 'USED' ? (
                    ''
                  ) : (
                    <Form csrf={csrf} key={id} action={`${PATH}/${id}/withdraw`}>
                      <input type="hidden" name="instanceId" value={instanceId} />
                      <Button look="secondary">{say(texts.withdraw)}</Button>
                    </Form>
                  ),
                ],
              }))}
            />
            <Form csrf={csrf} action={PATH}>
              <input type="hidden" name="instanceId" value={instanceId} />
              <TextInput id="grantedTo" label={say(texts.grantedTo)} width={20} />
              <Button>{say(texts.createCode)}</Button>
            </Form>
          </>
        ) : null}
      </>
    ),
  };
}
