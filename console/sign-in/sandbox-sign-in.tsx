/** Sign-in of the sandbox: one chooses who to be. It exists in sandbox mode only. */
import type { JSX } from 'preact';
import { Router, urlencoded } from 'express';
import { z } from 'zod';
import type { AccountId } from '../../domain/identifiers.ts';
import { CALLER_ROLES } from '../../domain/role.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/details.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { ConsoleFailure } from '../http/failures.tsx';
import { localPath } from '../http/local-path.ts';
import { rendered } from '../http/rendered.tsx';
import { languageOfRequest, type RouterParts } from '../http/router.ts';
import { DESK } from '../layout/navigation.ts';
import { texts as layout } from '../layout/texts.ts';
import { sayIn, type Say } from '../texts/texts.ts';
import { welcome } from './welcome.ts';
import { SANDBOX_PEOPLE, type SandboxPerson } from './people.ts';
import { texts } from './texts.ts';

const identifier = z
  .string()
  .trim()
  .regex(/^[\w.-]{1,100}$/);
const chosenSchema = z
  .object({
    id: identifier,
    role: z.enum(CALLER_ROLES),
    account: z.union([z.literal('').transform(() => undefined), identifier]).optional(),
    back: z.string().max(500).default('/'),
  })
  .refine(({ role, account }) => role !== 'applicant' || account !== undefined);

export function sandboxSignIn({ console, cookies }: Pick<RouterParts, 'console' | 'cookies'>): Router {
  const router = Router();
  router.get('/sign-in', (req, res) => {
    const language = languageOfRequest(req);
    const say = sayIn(language);
    const back = typeof req.query['back'] === 'string' ? localPath(req.query['back']) : '/';
    const body = <ChoosePerson say={say} back={back} />;
    res.type('html').send(rendered({ language, title: say(texts.title), path: req.originalUrl, body, places: [] }));
  });
  router.post('/sign-in', urlencoded({ extended: false, limit: 10_000 }), async (req, res) => {
    if (req.get('Sec-Fetch-Site') === 'cross-site') throw new ConsoleFailure('OUTDATED');
    const chosen = chosenSchema.safeParse(req.body);
    if (!chosen.success) {
      const language = languageOfRequest(req);
      const say = sayIn(language);
      const body = <ChoosePerson say={say} back="/" wrong />;
      res
        .status(422)
        .type('html')
        .send(rendered({ language, title: say(texts.title), path: '/sign-in', body, places: [] }));
      return;
    }
    const { id, role, account, back } = chosen.data;
    const caller = { id, role, accountId: account as AccountId | undefined };
    await welcome(console, caller, { verified: true });
    cookies.keepSession(res, await console.sessions.begin({ caller }, cookies.session(req)));
    res.redirect(303, back === '/' ? DESK[role] : localPath(back));
  });
  return router;
}

interface Choice {
  readonly say: Say;
  readonly back: string;
  readonly wrong?: boolean;
}

const ChoosePerson = ({ say, back, wrong = false }: Choice): JSX.Element => (
  <>
    <h1 class="govuk-heading-l">{say(texts.choose)}</h1>
    <p class="govuk-body">{say(texts.explained)}</p>
    {wrong ? (
      <ErrorSummary title={say(layout.errorTitle)} problems={[{ text: say(texts.wrong), field: 'id' }]} />
    ) : null}
    <div class="beian-people">
      {SANDBOX_PEOPLE.map((person) => (
        <PersonButton key={person.id} say={say} person={person} back={back} />
      ))}
    </div>
    <Details summary={say(texts.another)} open={wrong}>
      <form method="post" action="/sign-in" novalidate>
        <input type="hidden" name="back" value={back} />
        <TextInput id="id" label={say(texts.id)} autocomplete="off" width={20} />
        <Select
          id="role"
          label={say(texts.role)}
          choices={CALLER_ROLES.filter((role) => role !== 'system').map((role) => ({
            value: role,
            text: say(layout[role]),
          }))}
        />
        <TextInput id="account" label={say(texts.account)} autocomplete="off" width={20} />
        <Button>{say(texts.enter)}</Button>
      </form>
    </Details>
  </>
);

const PersonButton = ({ say, person, back }: { say: Say; person: SandboxPerson; back: string }): JSX.Element => (
  <form method="post" action="/sign-in">
    <input type="hidden" name="id" value={person.id} />
    <input type="hidden" name="role" value={person.role} />
    {person.account === undefined ? undefined : <input type="hidden" name="account" value={person.account} />}
    <input type="hidden" name="back" value={back} />
    <Button look="secondary">{say(layout.signedInAs, { role: say(layout[person.role]), id: person.id })}</Button>
  </form>
);
