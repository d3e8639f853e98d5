/** The exchange with the bureaus over MIIT's own interface: accounts, what waits or was refused, and files that need somebody. */
import type { ComponentChildren, JSX } from 'preact';
import { z } from 'zod';
import { accountsInList, openItems, type AccountInList } from '../../../store/bureau/exchange-list.ts';
import { passFile, sendAgain, startExchange, stopExchange } from '../../../usecases/bureau/exchange.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { Table } from '../../components/table.tsx';
import { deed, page } from '../../http/route.ts';
import { streamOf } from '../../live/lists.ts';
import type { Visit } from '../../http/visit.ts';
import { OrderLink } from '../home.tsx';
import { Form, when } from '../parts.tsx';
import { texts } from '../texts.ts';
import { ReadFile } from './raw-file.tsx';
import { rowIdIn } from './row-id.ts';
import { texts as here } from './texts.ts';

export const bureaus = page({
  path: '/operate/bureaus',
  roles: ['operator', 'auditor'],
  show: async (visit) => {
    const { say, console, caller } = visit;
    const accounts = await accountsInList(console.database);
    const open = await Promise.all(
      accounts.map(async ({ name }) => ({ name, ...(await openItems(console.database, name)) })),
    );
    const mayRun = caller.role === 'operator';
    return {
      title: say(texts.bureaus),
      wide: true,
      follows: streamOf('bureaus'),
      body: (
        <>
          <h1 class="govuk-heading-l">{say(texts.bureaus)}</h1>
          <ul class="govuk-list">
            <Way href="/operate/bureaus/unfiled">{say(here.unfiled)}</Way>
            <Way href="/operate/bureaus/verifications">{say(here.verifications)}</Way>
            <Way href="/operate/bureaus/questions">{say(here.questions)}</Way>
          </ul>
          <Table
            caption={say(texts.bureauAccounts)}
            empty={say(texts.noBureauAccounts)}
            columns={[
              texts.account,
              texts.state,
              here.waitsFor,
              here.lastCall,
              texts.lastSuccess,
              here.lastNumber,
              here.hours,
              texts.waitingUploads,
              texts.refusedUploads,
              texts.openFiles,
            ]
              .map((text) => say(text))
              .concat(say(texts.actions))}
            rows={accounts.map((account) => [
              account.name,
              stateOf(visit, account),
              account.waitsFor ?? '–',
              lastCallOf(account),
              account.lastSuccessAt === undefined ? '–' : when(account.lastSuccessAt),
              account.lastNumber,
              account.hoursSaid ?? '–',
              account.waitingSince === undefined
                ? account.waitingUploads
                : `${account.waitingUploads}, ${say(here.since, { at: when(account.waitingSince) })}`,
              account.refusedUploads,
              account.unacknowledgedFiles + account.unappliedFiles,
              mayRun ? <StartOrStop visit={visit} account={account} /> : undefined,
            ])}
          />
          {open.map(({ name, uploads, files }) => (
            <section key={name}>
              <Table
                caption={`${name}: ${say(texts.uploads)}`}
                empty={say(texts.none)}
                columns={[texts.kind, texts.order, texts.state, texts.reason]
                  .map((text) => say(text))
                  .concat(say(texts.actions))}
                rows={uploads.map(({ id, message, caseId, state, code }) => [
                  message,
                  <OrderLink id={caseId} />,
                  state,
                  code ?? '–',
                  mayRun && state === 'REFUSED' ? (
                    <Form
                      visit={visit}
                      action={`/operate/bureaus/uploads/${id}/again`}
                      submit={say(texts.resend)}
                      secondary
                    />
                  ) : undefined,
                ])}
              />
              <Table
                caption={`${name}: ${say(texts.openFiles)}`}
                empty={say(texts.none)}
                columns={[texts.what, texts.reason, here.rawFile].map((text) => say(text)).concat(say(texts.actions))}
                rows={files.map(({ id, fileName, fault }) => [
                  fileName,
                  fault ?? '–',
                  mayRun ? <ReadFile visit={visit} fileId={id} /> : '–',
                  mayRun ? (
                    <Form
                      visit={visit}
                      action={`/operate/bureaus/files/${id}/pass`}
                      submit={say(texts.passFile)}
                      secondary
                    />
                  ) : undefined,
                ])}
              />
            </section>
          ))}
        </>
      ),
    };
  },
});

const Way = ({ href, children }: { href: string; children: ComponentChildren }): JSX.Element => (
  <li>
    <a class="govuk-link" href={href}>
      {children}
    </a>
  </li>
);

/** The call, when it was made, and how the bureau answered. */
const lastCallOf = ({ lastCall, lastCallAt, lastCode }: AccountInList): string =>
  [lastCall ?? '–', lastCallAt === undefined ? '' : when(lastCallAt), lastCode === undefined ? '' : `(${lastCode})`]
    .filter((part) => part !== '')
    .join(' ');

function stateOf({ say }: Visit, { stoppedBy, sendingHalted, fetchingHalted, waitsFor }: AccountInList): string {
  if (stoppedBy !== undefined) return say(texts.stoppedBy, { who: stoppedBy });
  const halted = sendingHalted ?? fetchingHalted;
  if (halted !== undefined) return say(texts.halted, { why: halted });
  return waitsFor === undefined ? say(texts.runs) : say(texts.waits, { what: waitsFor });
}

function StartOrStop({ visit, account }: { visit: Visit; account: AccountInList }) {
  const { name, stoppedBy, sendingHalted, fetchingHalted } = account;
  const stands = stoppedBy !== undefined || sendingHalted !== undefined || fetchingHalted !== undefined;
  const words = stands ? texts.start : texts.stop;
  return (
    <Form
      visit={visit}
      action={`/operate/bureaus/accounts/${encodeURIComponent(name)}/${stands ? 'start' : 'stop'}`}
      submit={visit.say(words)}
      secondary
    />
  );
}

/** A deed that names its row in the address; false means that there is no such row to which it can be done. */
const doing = (path: string, does: (visit: Visit, params: Readonly<Record<string, string>>) => Promise<boolean>) =>
  deed({
    path,
    roles: ['operator'],
    fields: z.object({}),
    again: '/operate/bureaus',
    does: async (visit, _fields, { params }) => {
      if (!(await does(visit, params))) throw refusal('NOT_FOUND');
      return { seeOther: '/operate/bureaus', notice: texts.done };
    },
  });

export const exchangeStopped = doing('/operate/bureaus/accounts/:name/stop', ({ console, caller }, { name = '' }) =>
  stopExchange(console, name, caller.id),
);
export const exchangeStarted = doing('/operate/bureaus/accounts/:name/start', ({ console, caller }, { name = '' }) =>
  startExchange(console, name, caller.id),
);
export const uploadedAgain = doing('/operate/bureaus/uploads/:id/again', ({ console }, params) =>
  sendAgain(console, rowIdIn(params)),
);
export const filePassed = doing('/operate/bureaus/files/:id/pass', ({ console }, params) =>
  passFile(console, rowIdIn(params)),
);
