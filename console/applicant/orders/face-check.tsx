/** The face check of one person: how it stands, and the ways to take it. */
import type { LivenessSession } from '../../../store/proofs/face-checks.ts';
import type { Checklist } from '../../../usecases/drafting/checklist.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { Tag } from '../../components/tag.tsx';
import type { Visit } from '../../http/visit.ts';
import { peopleIn } from './applicant-order.ts';
import { faceChecksPath } from './paths.ts';
import { workTexts as texts } from './work-texts.ts';

interface FaceCheckProps {
  visit: Visit;
  order: WrittenOrder;
  person: Checklist['people'][number];
  sessions: readonly LivenessSession[];
}

export function FaceCheck({ visit, order, person, sessions }: FaceCheckProps) {
  const { say, csrf } = visit;
  const { personId, faceCheck, fails } = person;
  const path = faceChecksPath(order.id);
  const session = sessions.findLast((one) => one.personId === personId && one.status === 'STARTED');
  return (
    <section aria-labelledby={`face-${personId}`}>
      <h2 class="govuk-heading-m" id={`face-${personId}`}>
        {nameOf(visit, order, personId)}{' '}
        <Tag colour={faceCheck === 'PASS' ? 'green' : faceCheck === 'FAIL' ? 'red' : 'grey'}>
          {faceCheck === 'PASS'
            ? say(texts.facePass)
            : faceCheck === 'FAIL'
              ? say(texts.faceFail, { count: fails })
              : say(texts.faceMissing)}
        </Tag>
      </h2>
      {faceCheck === 'PASS' ? null : (
        <div class="govuk-button-group">
          <ButtonLink href={`${path}/${personId}/link`}>{say(texts.faceLink)}</ButtonLink>
          <Form csrf={csrf} action={`${path}/${personId}/start`}>
            <Button look="secondary">{say(texts.faceStart)}</Button>
          </Form>
          {session === undefined ? null : (
            <Form csrf={csrf} action={`${path}/${session.id}/refresh`}>
              <Button look="secondary">{say(texts.refresh)}</Button>
            </Form>
          )}
        </div>
      )}
    </section>
  );
}

export const nameOf = ({ say }: Visit, { form }: WrittenOrder, personId: string): string =>
  peopleIn(form, say).find(({ value }) => value === personId)?.text ?? personId;
