/** Scans and face checks that the app asks for on a page of the form, before the page for uploads. */
import type { AskingStep } from '../../../domain/channel/asked-in-step.ts';
import { currentDocuments } from '../../../store/proofs/documents.ts';
import { sessionsOf } from '../../../store/proofs/face-checks.ts';
import { checklistOf } from '../../../usecases/drafting/checklist.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import type { Visit } from '../../http/visit.ts';
import { rulesOf } from './applicant-order.ts';
import { FaceCheck } from './face-check.tsx';
import { ScanSlot } from './scan-slot.tsx';
import { scanTexts as texts } from './scan-texts.ts';

interface OfStep {
  visit: Visit;
  order: WrittenOrder;
  step: AskingStep;
  /** Whose page it is; without it, that of the entity. */
  personId?: string | undefined;
  back: string;
}

export async function ScansOfStep({ visit, order, step, personId, back }: OfStep) {
  const { say, caller, console: deps } = visit;
  if (caller.channel !== 'APP') return null;
  const [{ documents, people, missing }, stored, sessions, { policies, on }] = await Promise.all([
    checklistOf(deps, order, caller.channel),
    currentDocuments(deps.database, order.id),
    sessionsOf(deps.database, deps.vault, order.id),
    rulesOf(visit, order),
  ]);
  const slots = documents.filter((slot) => slot.step === step && slot.personId === personId);
  const checked = people.filter((one) => one.step === step && (step === 'TYPE' || one.personId === personId));
  if (slots.length === 0 && checked.length === 0) return null;
  const { mediaTypes: accept } = policies.resolve('material.upload', {}, on);
  return (
    <section aria-labelledby="scans-here" data-part>
      <h2 class="govuk-heading-l" id="scans-here">
        {say(texts.scansHere)}
      </h2>
      {slots.map((slot) => (
        <ScanSlot
          key={slot.slot}
          document={stored.find((document) => document.slot === slot.slot)}
          {...{ visit, order, slot, missing, accept, back }}
        />
      ))}
      {checked.map((person) => (
        <FaceCheck key={person.personId} {...{ visit, order, person, sessions }} />
      ))}
    </section>
  );
}
