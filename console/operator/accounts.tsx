/** What is known of a customer's account, masked, and whether the identity is verified (R-ACC-3). */
import { z } from 'zod';
import type { AccountId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { choiceName } from '../../domain/order/choice-names.ts';
import { maskEmail, maskMobile } from '../../domain/identity/masking.ts';
import { isReference } from '../../domain/reads/read.ts';
import { findAccount, writeAccount } from '../../usecases/accounts/accounts.ts';
import { exportAccount } from '../../usecases/accounts/export-account.ts';
import { SummaryList } from '../components/summary-list.tsx';
import { TextInput } from '../components/text-input.tsx';
import { exportFile } from '../export/export-file.ts';
import { typedText, type Problems } from '../http/problems.ts';
import { deed, page, type Page } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import { Form, Wrong } from './parts.tsx';
import { texts } from './texts.ts';

/** The account is named in a form that is sent, so that no identifier of a customer stands in an address. */
export const accounts = page({
  path: '/operate/accounts',
  roles: ['operator', 'auditor'],
  show: async (visit) => ({
    title: visit.say(texts.accounts),
    body: (
      <>
        <h1 class="govuk-heading-l">{visit.say(texts.accounts)}</h1>
        <Form visit={visit} action="/operate/accounts/found" submit={visit.say(texts.find)}>
          <TextInput id="account" label={visit.say(texts.account)} width={20} />
        </Form>
      </>
    ),
  }),
});

const accountFields = z.object({ account: z.string().trim().min(1).max(255) });

export const accountFound = deed({
  path: '/operate/accounts/found',
  roles: ['operator', 'auditor'],
  fields: accountFields,
  does: (visit, { account }) => foundPage(visit, account),
  again: '/operate/accounts',
});

async function foundPage(visit: Visit, id: string, problems?: Problems): Promise<Page> {
  const { say, console, caller } = visit;
  const account = await findAccount(console, caller, id as AccountId);
  return {
    title: say(texts.accounts),
    body: (
      <>
        <Wrong visit={visit} problems={problems} />
        <h1 class="govuk-heading-l">{say(texts.accounts)}</h1>
        <h2 class="govuk-heading-m">{account.id}</h2>
        <SummaryList
          rows={[
            { key: say(texts.verified), value: say(account.verified ? texts.yes : texts.no) },
            { key: say(texts.kind), value: account.kind === undefined ? '–' : say(choiceName(account.kind)) },
            { key: say(texts.mobile), value: account.mobile === undefined ? '–' : maskMobile(account.mobile) },
            { key: say(texts.email), value: account.email === undefined ? '–' : maskEmail(account.email) },
          ]}
        />
        {account.verified || caller.role !== 'operator' ? undefined : (
          <Form visit={visit} action="/operate/accounts/verified" submit={say(texts.verify)}>
            <input type="hidden" name="account" value={account.id} />
          </Form>
        )}
        {caller.role !== 'operator' ? undefined : (
          <>
            <h2 class="govuk-heading-m">{say(texts.exportTitle)}</h2>
            <p class="govuk-body">{say(texts.exportLead)}</p>
            <Form visit={visit} action="/operate/accounts/export" submit={say(texts.export)} secondary>
              <input type="hidden" name="account" value={account.id} />
              <TextInput id="reference" label={say(texts.reference)} hint={say(texts.referenceHint)} width={20} />
              <TextInput id="documentNumber" label={say(texts.documentNumber)} autocomplete="off" width={20} />
            </Form>
          </>
        )}
      </>
    ),
  };
}

export const accountExported = deed({
  path: '/operate/accounts/export',
  roles: ['operator'],
  fields: accountFields.extend({
    reference: z.string().trim().refine(isReference, 'write the number of a letter or ticket, without data of people'),
    documentNumber: z.union([z.literal('').transform(() => undefined), z.string().trim().min(4).max(60)]).optional(),
  }),
  does: async ({ console, caller }, { account, reference, documentNumber }) => {
    const onBehalf = { reference, ...present({ documentNumber }) };
    const all = await exportAccount(console, caller, { accountId: account as AccountId, onBehalf });
    return exportFile(all, caller, console.now());
  },
  again: (visit, typed, problems) => foundPage(visit, typedText(typed, 'account'), problems),
});

export const accountVerified = deed({
  path: '/operate/accounts/verified',
  roles: ['operator'],
  fields: accountFields,
  does: async ({ console, caller }, { account: id }) => {
    const { kind, mobile, email } = await findAccount(console, caller, id as AccountId);
    await writeAccount(console, caller, { id: id as AccountId, verified: true, ...present({ kind, mobile, email }) });
    return { seeOther: '/operate/accounts', notice: texts.saved };
  },
  again: (visit, typed, problems) => foundPage(visit, typedText(typed, 'account'), problems),
});
