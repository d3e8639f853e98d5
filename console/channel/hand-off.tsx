/**
 * `/hand-off/{code}`: a phone that has scanned the code of an order goes on with it. It is signed in to that order alone, as the
 * person who showed the code; a browser in which the same person is signed in already stays as it is. Opening the address does nothing
 * yet, because programs that preview links open it too.
 */
import type { JSX } from 'preact';
import { Router, type Request, type Response } from 'express';
import { readHandOff, type OpenedHandOff } from '../../usecases/channel/hand-off.ts';
import { Button } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { ConsoleFailure } from '../http/failures.tsx';
import { rendered } from '../http/rendered.tsx';
import { languageOfRequest, type RouterParts } from '../http/router.ts';
import { sayIn, type Say } from '../texts/texts.ts';
import { keepChannel } from './channel.ts';
import { texts } from './texts.ts';

export function handOffs({ console, cookies }: Pick<RouterParts, 'console' | 'cookies'>): Router {
  const router = Router();
  const path = '/hand-off/:code';

  router.get(path, async (req, res) => {
    const opened = await readHandOff(console, req.params.code);
    if (opened === undefined) return usedUp(req, res);
    show(req, res, texts.title, (say) => <Ask say={say} order={opened.orderId} action={req.originalUrl} />);
  });

  router.post(path, async (req, res) => {
    if (req.get('Sec-Fetch-Site') === 'cross-site') throw new ConsoleFailure('OUTDATED');
    const opened = await readHandOff(console, req.params.code);
    if (opened === undefined) return usedUp(req, res);
    if (!(await isSignedIn(req, opened))) {
      const { by: id, accountId, orderId: onlyOrder, id: handOff } = opened;
      const caller = { id, role: 'applicant' as const, accountId };
      const token = await console.sessions.beginByCode({ caller, onlyOrder, handOff });
      if (token === undefined) return usedUp(req, res);
      cookies.keepSession(res, token);
    }
    keepChannel(cookies, res, 'MINI');
    res.redirect(303, `/orders/${opened.orderId}`);
  });

  async function isSignedIn(req: Request, { by, accountId, orderId }: OpenedHandOff): Promise<boolean> {
    const token = cookies.session(req);
    const caller = token === undefined ? undefined : (await console.sessions.find(token))?.caller;
    if (caller === undefined || caller.id !== by || caller.accountId !== accountId) return false;
    return caller.onlyOrder === undefined || caller.onlyOrder === orderId;
  }
  return router;
}

function usedUp(req: Request, res: Response): void {
  show(req, res.status(410), texts.usedTitle, (say) => (
    <>
      <h1 class="govuk-heading-l">{say(texts.usedTitle)}</h1>
      <p class="govuk-body">{say(texts.used)}</p>
    </>
  ));
}

const Ask = ({ say, order, action }: { say: Say; order: string; action: string }): JSX.Element => (
  <>
    <h1 class="govuk-heading-l">{say(texts.title)}</h1>
    <p class="govuk-body">{say(texts.lead, { order })}</p>
    <InsetText>{say(texts.limited)}</InsetText>
    <form method="post" action={action}>
      <Button>{say(texts.goOn)}</Button>
    </form>
  </>
);

function show(req: Request, res: Response, titled: Parameters<Say>[0], body: (say: Say) => JSX.Element): void {
  const language = languageOfRequest(req);
  const say = sayIn(language);
  res
    .set('Referrer-Policy', 'no-referrer')
    .type('html')
    .send(rendered({ language, title: say(titled), path: '/', body: body(say), places: [] }));
}
