/** The face check of each person: begun here, or with a link that a phone scans (R-AUTH-6, A-042). */
import { z } from 'zod';
import { randomUUID } from 'node:crypto';
import type { PersonId } from '../../../domain/identifiers.ts';
import { readSession, sessionsOf } from '../../../store/proofs/face-checks.ts';
import { checklistOf } from '../../../usecases/drafting/checklist.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { makeFaceCheckLink } from '../../../usecases/face-check/make-link.ts';
import { settleFaceCheck } from '../../../usecases/face-check/result.ts';
import { startFaceCheck } from '../../../usecases/face-check/start.ts';
import { ButtonLink } from '../../components/button.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { writtenOrder } from './applicant-order.ts';
import { FaceCheck, nameOf } from './face-check.tsx';
import { faceChecksPath, orderPath } from './paths.ts';
import { timeIn, timeOf } from './times.ts';
import { workTexts as texts } from './work-texts.ts';

const APPLICANT = ['applicant'] as const;
const nothing = z.looseObject({});
const opened = (visit: Visit, { params }: PageRequest) => writtenOrder(visit, params['orderId'] ?? '');
const personIn = ({ params }: PageRequest): PersonId => (params['personId'] ?? '') as PersonId;

export const faceCheckRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/orders/:orderId/face-checks',
    roles: APPLICANT,
    show: async (visit, request) => faceChecksPage(visit, await opened(visit, request)),
  }),
  deed({
    path: '/orders/:orderId/face-checks/:personId/start',
    roles: APPLICANT,
    fields: nothing,
    again: '/orders/:orderId/face-checks',
    does: async (visit, _fields, request): Promise<Page> => {
      const { say, console: deps } = visit;
      const order = await opened(visit, request);
      const personId = personIn(request);
      const elsewhere = 'take the check with the link for a phone';
      const asked = {
        personId,
        metaInfo: undefined,
        key: randomUUID(),
        elsewhere,
        returnTo: `${deps.consoleUrl}${faceChecksPath(order.id)}`,
      };
      const { url, expiresAt } = await startFaceCheck(deps, order, asked);
      const title = say(texts.faceLinkTitle, { name: nameOf(visit, order, personId) });
      return {
        title,
        body: (
          <>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{say(texts.faceAdvice)}</p>
            <p class="govuk-body">{say(texts.faceOpened, { until: timeIn(expiresAt, say) })}</p>
            <div class="govuk-button-group">
              <ButtonLink href={url}>{say(texts.faceGoTo)}</ButtonLink>
              <ButtonLink look="secondary" href={faceChecksPath(order.id)}>
                {say(texts.back)}
              </ButtonLink>
            </div>
          </>
        ),
      };
    },
  }),
  page({
    path: '/orders/:orderId/face-checks/:personId/link',
    roles: APPLICANT,
    show: async (visit, request) => {
      const { say, console: deps } = visit;
      const order = await opened(visit, request);
      const { url, until } = await makeFaceCheckLink(deps, order, personIn(request));
      const title = say(texts.faceLinkTitle, { name: nameOf(visit, order, personIn(request)) });
      return {
        title,
        body: (
          <>
            <a class="govuk-back-link" href={faceChecksPath(order.id)}>
              {say(texts.back)}
            </a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{say(texts.faceAdvice)}</p>
            <QrCode url={url} label={say(texts.qr, { what: title })} />
            <p class="govuk-body">{say(texts.faceOpened, { until: timeOf(until, say) })}</p>
            <p class="govuk-body">{say(texts.qrAddress)}</p>
            <p class="govuk-body beian-address">
              <a class="govuk-link" href={url}>
                {url}
              </a>
            </p>
          </>
        ),
      };
    },
  }),
  deed({
    path: '/orders/:orderId/face-checks/:sessionId/refresh',
    roles: APPLICANT,
    fields: nothing,
    does: async (visit, _fields, request) => {
      const { console: deps } = visit;
      const order = await opened(visit, request);
      const session = await readSession(deps.database, deps.vault, { id: request.params['sessionId'] ?? '' });
      if (session?.orderId === order.id) await settleFaceCheck(deps, session.vendorReference);
      return { seeOther: faceChecksPath(order.id) };
    },
    again: '/orders/:orderId/face-checks',
  }),
];

async function faceChecksPage(visit: Visit, order: WrittenOrder): Promise<Page> {
  const { say, console: deps } = visit;
  const { people } = await checklistOf(deps, order, visit.caller.channel);
  const sessions = await sessionsOf(deps.database, deps.vault, order.id);
  return {
    title: say(texts.facesTitle),
    follows: `/live/orders/${order.id}`,
    body: (
      <>
        <a class="govuk-back-link" href={orderPath(order.id)}>
          {say(texts.back)}
        </a>
        <h1 class="govuk-heading-l">{say(texts.facesTitle)}</h1>
        <p class="govuk-body">{say(people.length === 0 ? texts.faceNone : texts.facesLead)}</p>
        {people
          .filter(({ step }) => step === 'UPLOAD')
          .map((person) => (
            <FaceCheck key={person.personId} {...{ visit, order, person, sessions }} />
          ))}
        <HelpLinks say={say} step="face-checks" />
      </>
    ),
  };
}
