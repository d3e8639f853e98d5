/** Why a website cannot be reached: which step is at fault, and what to do (R-DIAG-1, R-DIAG-2). */
import { z } from 'zod';
import { asciiHost, registrableDomain } from '../../../domain/identity/domain-name.ts';
import { whyUnreachable, type Diagnosis } from '../../../usecases/diagnosis/why-unreachable.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { InsetText } from '../../components/inset-text.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { deed, page, type ConsoleRoute, type Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { timeOf } from '../orders/times.ts';
import { STATUS_NAMES, STEP_NAMES, texts } from './texts.ts';

const APPLICANT = ['applicant'] as const;
const PATH = '/records/diagnosis';

export const diagnosisRoutes: readonly ConsoleRoute[] = [
  page({
    path: PATH,
    roles: APPLICANT,
    show: async (visit, { query }) => diagnosisPage(visit, { host: query['host'] ?? '' }),
  }),
  deed({
    path: PATH,
    roles: APPLICANT,
    fields: z.object({ host: z.string().trim().max(253) }),
    does: async (visit, { host: asked }) => {
      const [host, domain] = [asciiHost(asked), registrableDomain(asked)];
      if (host === undefined || domain === undefined) {
        throw refusal('INVALID', { findings: [{ path: 'host', code: 'NOT_A_DOMAIN', advice: texts.notADomain.en }] });
      }
      const diagnosis = await whyUnreachable(visit.console, visit.caller, { host, domain });
      return diagnosisPage(visit, { host: asked, diagnosis });
    },
    again: async (visit, typed, problems) => {
      const host = typeof typed['host'] === 'string' ? typed['host'] : '';
      const isHost = problems.at.some(({ path }) => path === 'host');
      return diagnosisPage(visit, {
        host,
        problem: isHost ? visit.say(texts.notADomain) : visit.say(problems.summary),
      });
    },
  }),
];

interface Shown {
  host: string;
  diagnosis?: Diagnosis;
  problem?: string;
}

function diagnosisPage({ say, csrf }: Visit, { host, diagnosis, problem }: Shown): Page {
  return {
    title: say(texts.diagnoseTitle),
    body: (
      <>
        <a class="govuk-back-link" href="/records">
          {say(texts.back)}
        </a>
        {problem === undefined ? null : (
          <ErrorSummary title={say(texts.problems)} problems={[{ text: problem, field: 'host' }]} />
        )}
        <h1 class="govuk-heading-l">{say(texts.diagnoseTitle)}</h1>
        <p class="govuk-body">{say(texts.diagnoseLead)}</p>
        <Form csrf={csrf} action={PATH}>
          <TextInput
            id="host"
            label={say(texts.host)}
            hint={say(texts.hostHint)}
            value={host}
            error={problem}
            width={30}
          />
          <Button>{say(texts.look)}</Button>
        </Form>
        {diagnosis === undefined ? null : <Found say={say} diagnosis={diagnosis} />}
        <HelpLinks say={say} step="diagnosis" />
      </>
    ),
  };
}

function Found({ say, diagnosis }: { say: Visit['say']; diagnosis: Diagnosis }) {
  const { explanation, measured, servers, contacts, nameServers, at } = diagnosis;
  const { step, alone, text } = explanation;
  const named = (value: string) => say(STATUS_NAMES[value] ?? { zh: value, en: value });
  return (
    <section aria-labelledby="found">
      <h2 class="govuk-heading-m" id="found">
        {say(texts.cause)}
      </h2>
      <InsetText>{say(text)}</InsetText>
      <SummaryList
        rows={[
          { key: say(texts.step), value: say(STEP_NAMES[step] ?? { zh: step, en: step }) },
          { key: say(texts.measured), value: timeOf(at, say) },
          {
            key: say(texts.addresses),
            value: `${named(measured.names.outcome)} ${measured.names.addresses.join(', ')}`,
          },
          { key: say(texts.servers), value: servers.length === 0 ? say(texts.accessNone) : servers.join(', ') },
          ...(measured.connection === undefined
            ? []
            : [
                {
                  key: say(texts.connection),
                  value: `${named(measured.connection.outcome)} ${measured.connection.address}`,
                },
              ]),
          ...(measured.http === undefined
            ? []
            : [{ key: say(texts.answer), value: `${named(measured.http.outcome)} ${measured.http.status ?? ''}` }]),
          ...(measured.certificate === undefined
            ? []
            : [{ key: say(texts.certificate), value: named(measured.certificate.outcome) }]),
          ...(step === 'DNS' ? [{ key: say(texts.nameServers), value: nameServers.join(', ') }] : []),
          ...(alone
            ? []
            : [
                {
                  key: say(texts.contacts),
                  value: (
                    <>
                      <a class="govuk-link" href={contacts.tickets}>
                        {contacts.tickets}
                      </a>{' '}
                      {contacts.hotline} {contacts.hours}
                    </>
                  ),
                },
              ]),
        ]}
      />
    </section>
  );
}
