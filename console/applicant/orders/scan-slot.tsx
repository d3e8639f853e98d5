/** One slot for a scan: why it is needed, what is in it, and how another picture gets there, with or without a script. */
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { slotAdvice, slotName } from '../../../domain/materials/slot-texts.ts';
import type { StoredDocument } from '../../../store/proofs/documents.ts';
import type { Checklist, ChecklistSlot } from '../../../usecases/drafting/checklist.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { editableOf } from '../../../usecases/drafting/editable.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { CameraUpload, FileUpload } from '../../components/file-upload.tsx';
import { Tag } from '../../components/tag.tsx';
import type { Visit } from '../../http/visit.ts';
import { peopleIn, websitesIn } from './applicant-order.ts';
import { slotPath } from './paths.ts';
import { scanTexts } from './scan-texts.ts';
import { workTexts as texts } from './work-texts.ts';

export interface SlotProps {
  visit: Visit;
  order: WrittenOrder;
  slot: ChecklistSlot;
  document: StoredDocument | undefined;
  missing: Checklist['missing'];
  accept: readonly string[];
  /** What was wrong with the picture that was tried. */
  error?: string | undefined;
  /** The page on which the slot stands. */
  back: string;
}

export function ScanSlot({ visit, order, slot, document, missing, accept, error, back }: SlotProps) {
  const { say } = visit;
  const name = `${say(slotName(slot.slot))}${ownerOf(visit, order, slot)}`;
  const isAsked = order.progress?.materialAsked.includes(slot.slot) ?? false;
  const isNeeded = slot.mandatory || isAsked;
  const faults = missing.filter(({ path, code }) => path === `documents.${slot.slot}` && code !== 'MISSING');
  const words = [error, ...faults.map((finding) => say(findingText(finding)))].filter((word) => word !== undefined);
  return (
    <section id={slot.slot} class="beian-slot" aria-labelledby={`name-${slot.slot}`}>
      <h2 class="govuk-heading-m" id={`name-${slot.slot}`}>
        {name}{' '}
        <Tag colour={document === undefined ? (isNeeded ? 'orange' : 'grey') : 'green'}>
          {say(document === undefined ? texts.notUploaded : texts.uploaded)}
        </Tag>
      </h2>
      <p class="govuk-body">
        {say(slotAdvice(slot.slot, slot.advice))} {isNeeded ? '' : say(texts.onRequest)}
      </p>
      {slot.template ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${slotPath(order.id, slot.slot)}/template`}>
            {say(texts.template)}
            <span class="govuk-visually-hidden"> {name}</span>
          </a>
        </p>
      ) : null}
      {document === undefined ? null : (
        <div class="beian-scan">
          <a href={`${slotPath(order.id, slot.slot)}/image`}>
            <img
              class="beian-scan__picture"
              src={`${slotPath(order.id, slot.slot)}/image?${document.version}`}
              alt={name}
              loading="lazy"
            />
          </a>
        </div>
      )}
      {slot.byPhone ? (
        <p class="govuk-body">{say(scanTexts.onPhone)}</p>
      ) : mayFill(order, slot.slot) ? (
        <Upload {...{ visit, order, slot, document, accept, back, name }} error={words.join(' ')} />
      ) : null}
    </section>
  );
}

interface UploadProps extends Pick<SlotProps, 'visit' | 'order' | 'slot' | 'document' | 'accept' | 'back'> {
  name: string;
  error: string;
}

function Upload({ visit: { say, csrf, caller }, order, slot, document, accept, back, name, error }: UploadProps) {
  const says = {
    'data-sending': say(scanTexts.sending),
    'data-broken': say(scanTexts.broken),
    'data-turn-left': say(scanTexts.turnLeft),
    'data-turn-right': say(scanTexts.turnRight),
    'data-preview': say(scanTexts.preview, { slot: name }),
  };
  const id = `file-${slot.slot}`;
  return (
    <Form csrf={csrf} action={slotPath(order.id, slot.slot)} files attributes={{ 'data-form': 'upload', ...says }}>
      <input type="hidden" name="back" value={back} />
      <FileUpload
        id={id}
        name="file"
        label={say(document === undefined ? texts.choose : texts.replace, { slot: name })}
        accept={accept}
        error={error}
        words={{
          choose: say(scanTexts.choosePicture),
          drop: say(scanTexts.drop),
          none: say(scanTexts.none),
          entered: say(scanTexts.entered),
          left: say(scanTexts.left),
        }}
      />
      {caller.channel === 'APP' || caller.channel === 'MINI' ? (
        <CameraUpload id={`${id}-camera`} name="photo" label={say(scanTexts.camera)} accept={accept} />
      ) : null}
      <div class="govuk-button-group">
        <Button look={document === undefined ? 'primary' : 'secondary'} secondClick="HEARD">
          {say(texts.upload)}
        </Button>
        {document !== undefined && editableOf(order) === 'ALL' ? (
          <ButtonLink look="secondary" href={`${slotPath(order.id, slot.slot)}/take-out`}>
            {say(texts.takeOut)}
          </ButtonLink>
        ) : null}
      </div>
    </Form>
  );
}

/** Whether a picture may be put into the slot now. */
function mayFill(order: WrittenOrder, slot: string): boolean {
  switch (editableOf(order)) {
    case 'ALL':
      return true;
    case 'ASKED_SLOTS':
      return order.progress?.materialAsked.includes(slot) ?? false;
    case 'PHOTO_SLOTS':
      return slot.startsWith('backdrop-photo');
    case 'NOTHING':
      return false;
    default:
      return false;
  }
}

function ownerOf({ say }: Visit, { form }: WrittenOrder, { personId, websiteId }: ChecklistSlot): string {
  const named = [...peopleIn(form, say), ...websitesIn(form, say)].find(
    ({ value }) => value === (personId ?? websiteId),
  );
  return named === undefined ? '' : say({ zh: `：${named.text}`, en: `: ${named.text}` });
}
