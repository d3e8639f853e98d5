/** What is known of the visitor's account, and everything that is held about it as one file. */
import { z } from 'zod';
import { choiceName } from '../../../domain/order/choice-names.ts';
import { ownAccount } from '../../../usecases/access/caller.ts';
import { findAccount } from '../../../usecases/accounts/accounts.ts';
import { exportAccount } from '../../../usecases/accounts/export-account.ts';
import { showOfAccount } from '../../../usecases/reads/show.ts';
import { accountView } from '../../../usecases/shown/account-view.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { exportFile } from '../../export/export-file.ts';
import { deed, page, type ConsoleRoute } from '../../http/route.ts';
import { texts } from './texts.ts';

export const accountRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/account',
    roles: ['applicant'],
    show: async ({ say, caller, csrf, console: deps }) => {
      const account = await findAccount(deps, caller, ownAccount(caller));
      const asking = { caller, reason: undefined };
      const shown = await showOfAccount(deps, asking, account.id, [{ subject: 'ACCOUNT' }]);
      const { id, verified, kind, mobile, email } = accountView(account, shown);
      return {
        title: say(texts.title),
        body: (
          <>
            <h1 class="govuk-heading-l">{say(texts.title)}</h1>
            <p class="govuk-body">{say(texts.lead)}</p>
            <SummaryList
              rows={[
                { key: say(texts.account), value: id },
                { key: say(texts.verified), value: say(verified ? texts.yes : texts.no) },
                { key: say(texts.kind), value: kind === undefined ? say(texts.unknown) : say(choiceName(kind)) },
                { key: say(texts.mobile), value: mobile ?? say(texts.unknown) },
                { key: say(texts.email), value: email ?? say(texts.unknown) },
              ]}
            />
            <h2 class="govuk-heading-m">{say(texts.exportTitle)}</h2>
            <p class="govuk-body">{say(texts.exportLead)}</p>
            <Form csrf={csrf} action="/account/export">
              <Button look="secondary">{say(texts.download)}</Button>
            </Form>
          </>
        ),
      };
    },
  }),
  deed({
    path: '/account/export',
    roles: ['applicant'],
    fields: z.object({}),
    does: async ({ caller, console: deps }) => {
      const asked = { accountId: ownAccount(caller), onBehalf: undefined };
      return exportFile(await exportAccount(deps, caller, asked), caller, deps.now());
    },
    again: '/account',
  }),
];
