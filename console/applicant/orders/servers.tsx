/** Which server backs which website: one of the account, or one that a code stands for (§3.4, A-022). */
import { z } from 'zod';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { reservationsOf } from '../../../store/assets/instance-reservations.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { settleDraft, type WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { editableOf } from '../../../usecases/drafting/editable.ts';
import { nameServer } from '../../../usecases/drafting/name-server.ts';
import { releaseServer } from '../../../usecases/drafting/release-server.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { TextInput } from '../../components/text-input.tsx';
import type { Problems, Typed } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { websitesIn, writtenOrder } from './applicant-order.ts';
import { orderPath } from './paths.ts';
import { workTexts as texts } from './work-texts.ts';

const APPLICANT = ['applicant'] as const;
const PATH = '/orders/:orderId/servers';
const fields = z.object({
  websiteId: z.string(),
  instanceId: z.string().trim().max(100).default(''),
  code: z.string().trim().max(60).default(''),
});

export const serverRoutes: readonly ConsoleRoute[] = [
  page({
    path: PATH,
    roles: APPLICANT,
    show: async (visit, { params }) => serversPage(visit, await writtenOrder(visit, params['orderId'] ?? '')),
  }),
  deed({
    path: PATH,
    roles: APPLICANT,
    fields,
    does: async (visit, { websiteId, instanceId, code }, { params }) => {
      const { console: deps, caller } = visit;
      const order = await writtenOrder(visit, params['orderId'] ?? '');
      if (instanceId === '' && code === '') {
        throw refusal('INVALID', { findings: [{ path: 'instance', code: 'MISSING', advice: texts.giveOne.en }] });
      }
      const ask = inquire(deps);
      await nameServer(deps, ask, order, websiteId, code === '' ? { instanceId } : { code });
      await settleDraft(deps, ask, order, actorOf(caller));
      return { seeOther: `${orderPath(order.id)}/servers`, notice: texts.serverSaved };
    },
    again: async (visit, typed, problems, { params }) =>
      serversPage(visit, await writtenOrder(visit, params['orderId'] ?? ''), { typed, problems }),
  }),
  deed({
    path: '/orders/:orderId/servers/:websiteId/release',
    roles: APPLICANT,
    fields: z.looseObject({}),
    does: async (visit, _fields, { params }) => {
      const order = await writtenOrder(visit, params['orderId'] ?? '');
      await releaseServer(visit.console, order, params['websiteId'] ?? '', actorOf(visit.caller));
      return { seeOther: `${orderPath(order.id)}/servers`, notice: texts.released };
    },
    again: PATH,
  }),
];

interface Tried {
  typed: Typed;
  problems: Problems;
}

async function serversPage(visit: Visit, order: WrittenOrder, tried?: Tried): Promise<Page> {
  const { say, csrf, console: deps } = visit;
  const reserved = await reservationsOf(deps.database, order.id);
  const action = `${orderPath(order.id)}/servers`;
  const mayEdit = editableOf(order) === 'ALL';
  const websites = websitesIn(order.form, say);
  const problems = tried === undefined ? [] : wordsOf(visit, tried);
  return {
    title: say(texts.serversTitle),
    body: (
      <>
        <a class="govuk-back-link" href={orderPath(order.id)}>
          {say(texts.back)}
        </a>
        <ErrorSummary title={say(texts.problems)} problems={problems} />
        <h1 class="govuk-heading-l">{say(texts.serversTitle)}</h1>
        <p class="govuk-body">{say(texts.serversLead)}</p>
        {websites.length === 0 ? <p class="govuk-body">{say(texts.noWebsites)}</p> : null}
        {websites.map(({ value, text }) => {
          const server = reserved.find(({ websiteId }) => websiteId === value);
          const isTried = tried?.typed['websiteId'] === value;
          const wasTyped = (name: string) => (isTried ? textOf(tried.typed[name]) : undefined);
          return (
            <section key={value} aria-labelledby={`website-${value}`}>
              <h2 class="govuk-heading-m" id={`website-${value}`}>
                {text}
              </h2>
              <p class="govuk-body">{say(texts.serverNow, { server: serverOf(server, say) })}</p>
              {mayEdit ? (
                <Form
                  csrf={csrf}
                  action={action}
                  hidden={{ websiteId: value }}
                  otherActions={[`${action}/${value}/release`]}
                >
                  <TextInput
                    id={`instanceId-${value}`}
                    name="instanceId"
                    label={say(texts.instanceId)}
                    hint={say(texts.instanceHint)}
                    value={wasTyped('instanceId')}
                    error={isTried ? problems.map((problem) => problem.text).join(' ') : undefined}
                    width={20}
                  />
                  <TextInput
                    id={`code-${value}`}
                    name="code"
                    label={say(texts.code)}
                    value={wasTyped('code')}
                    width={20}
                  />
                  <div class="govuk-button-group">
                    <Button>{say(texts.nameServer)}</Button>
                    {server === undefined ? null : (
                      <Button look="secondary" formAction={`${action}/${value}/release`}>
                        {say(texts.release)}
                      </Button>
                    )}
                  </div>
                </Form>
              ) : null}
            </section>
          );
        })}
        <HelpLinks say={say} step="servers" />
      </>
    ),
  };
}

const textOf = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

export function serverOf(
  server: { instanceId: string; codeId: string | undefined } | undefined,
  say: Visit['say'],
): string {
  if (server === undefined) return say(texts.noServer);
  return server.codeId === undefined ? server.instanceId : say(texts.byCode, { server: server.instanceId });
}

function wordsOf({ say }: Visit, { typed, problems }: Tried) {
  const field = `instanceId-${textOf(typed['websiteId']) ?? ''}`;
  if (problems.at.length === 0) return [{ text: say(problems.summary), field }];
  return problems.at.map((finding) => ({
    text: finding.advice === texts.giveOne.en ? say(texts.giveOne) : say(findingText(finding)),
    field,
  }));
}
