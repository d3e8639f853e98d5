/** The scans of an order: which are needed and why, what is there, and uploading them with or without a script. */
import { z } from 'zod';
import { sha256 } from '../../../store/sealing/sha256.ts';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { slotName } from '../../../domain/materials/slot-texts.ts';
import { currentDocuments, type StoredDocument } from '../../../store/proofs/documents.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { checklistOf, type Checklist } from '../../../usecases/drafting/checklist.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { readScan } from '../../../usecases/drafting/scans.ts';
import { admitScan, emptySlot, fillSlot } from '../../../usecases/drafting/slots.ts';
import { templateFor } from '../../../usecases/drafting/template.ts';
import { showInClear } from '../../../usecases/reads/show.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { WarningText } from '../../components/warning-text.tsx';
import type { Problems } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { actionPageTexts } from './action-page-texts.ts';
import { rulesOf, writtenOrder } from './applicant-order.ts';
import { HandOffCode } from './hand-off-code.tsx';
import { orderPath, slotPath } from './paths.ts';
import { ScanSlot } from './scan-slot.tsx';
import { scanTexts } from './scan-texts.ts';
import { workTexts as texts } from './work-texts.ts';

const APPLICANT = ['applicant'] as const;
const SLOT = '/orders/:orderId/documents/:slot';
const opened = (visit: Visit, { params }: PageRequest) => writtenOrder(visit, params['orderId'] ?? '');
const pathOf = (order: WrittenOrder): string => `${orderPath(order.id)}/documents`;

export const documentRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/orders/:orderId/documents',
    roles: APPLICANT,
    show: async (visit, request) => documentsPage(visit, await opened(visit, request)),
  }),
  deed({
    path: SLOT,
    roles: APPLICANT,
    takesFiles: true,
    fields: z.object({
      validUntil: z.union([z.literal(''), z.iso.date()]).optional(),
      back: z.string().optional(),
    }),
    does: async (visit, { validUntil = '', back }, request) => {
      const order = await opened(visit, request);
      const slot = request.params['slot'] ?? '';
      const { maxBytesExclusive } = await admitScan(visit.console, visit.caller, order, slot);
      const file = request.files.find(({ field }) => field === 'file' || field === 'photo');
      if (file === undefined) throw refused('MISSING', texts.noFile.en);
      if (file.content.length >= maxBytesExclusive)
        throw refused('TOO_BIG', `Choose a picture below ${maxBytesExclusive} bytes.`);
      const scan = {
        slot,
        declared: file.mediaType,
        size: file.content.length,
        sha256: sha256(file.content),
        content: async () => file.content,
        validUntil: validUntil === '' ? undefined : validUntil,
      };
      await fillSlot(visit.console, visit.caller, order, scan);
      return { seeOther: `${back ?? pathOf(order)}#${slot}`, notice: texts.uploadDone };
    },
    again: async (visit, _typed, problems, request) =>
      documentsPage(visit, await opened(visit, request), { slot: request.params['slot'] ?? '', problems }),
  }),
  page({
    path: `${SLOT}/image`,
    roles: APPLICANT,
    show: async (visit, request) => {
      const order = await opened(visit, request);
      const document = await documentIn(visit, order, request.params['slot'] ?? '');
      const asking = { caller: visit.caller, reason: undefined };
      await showInClear(visit.console, asking, order, { subject: 'SCAN', slot: document.slot });
      const { content, mediaType } = await readScan(visit.console, order, document, 'SHOWN');
      return { content, contentType: mediaType };
    },
  }),
  page({
    path: `${SLOT}/template`,
    roles: APPLICANT,
    show: async (visit, request) => {
      const order = await opened(visit, request);
      const slot = request.params['slot'] ?? '';
      const { title, body } = await templateFor(visit.console, order, slot, order.form);
      return { content: `# ${title}\n\n${body}`, contentType: 'text/markdown; charset=utf-8', filename: `${slot}.md` };
    },
  }),
  page({
    path: `${SLOT}/take-out`,
    roles: APPLICANT,
    show: async (visit, request) => {
      const { say, csrf } = visit;
      const order = await opened(visit, request);
      const slot = request.params['slot'] ?? '';
      const title = say(texts.takeOutTitle, { slot: say(slotName(slot)) });
      return {
        title,
        body: (
          <>
            <h1 class="govuk-heading-l">{title}</h1>
            <WarningText prefix={say(actionPageTexts.warning)}>{title}</WarningText>
            <Form csrf={csrf} action={`${slotPath(order.id, slot)}/take-out`}>
              <div class="govuk-button-group">
                <Button look="warning">{say(texts.takeOut)}</Button>
                <ButtonLink look="secondary" href={pathOf(order)}>
                  {say(texts.back)}
                </ButtonLink>
              </div>
            </Form>
          </>
        ),
      };
    },
  }),
  deed({
    path: `${SLOT}/take-out`,
    roles: APPLICANT,
    fields: z.looseObject({}),
    does: async (visit, _fields, request) => {
      const order = await opened(visit, request);
      await emptySlot(visit.console, order, request.params['slot'] ?? '', actorOf(visit.caller));
      return { seeOther: pathOf(order), notice: texts.takenOut };
    },
    again: `${SLOT}/take-out`,
  }),
];

const refused = (code: string, advice: string) =>
  refusal('FILE_REFUSED', { findings: [{ path: 'file', code, advice }] });

async function documentIn({ console: deps }: Visit, order: WrittenOrder, slot: string): Promise<StoredDocument> {
  const found = (await currentDocuments(deps.database, order.id)).find((document) => document.slot === slot);
  if (found === undefined) throw refusal('NOT_FOUND');
  return found;
}

interface Tried {
  slot: string;
  problems: Problems;
}

async function documentsPage(visit: Visit, order: WrittenOrder, tried?: Tried): Promise<Page> {
  const { say } = visit;
  const [checklist, documents, { policies, on }] = await Promise.all([
    checklistOf(visit.console, order, visit.caller.channel),
    currentDocuments(visit.console.database, order.id),
    rulesOf(visit, order),
  ]);
  const errors = tried === undefined ? [] : wordsOf(visit, tried);
  const { mediaTypes } = policies.resolve('material.upload', {}, on);
  const slots = checklist.documents.filter(({ slot, step }) => step === 'UPLOAD' || slot === tried?.slot);
  return {
    title: say(texts.documentsTitle),
    body: (
      <>
        <a class="govuk-back-link" href={orderPath(order.id)}>
          {say(texts.back)}
        </a>
        <ErrorSummary title={say(texts.problems)} problems={errors} />
        <h1 class="govuk-heading-l">{say(texts.documentsTitle)}</h1>
        <p class="govuk-body">{say(checklist.type === undefined ? texts.typeFirst : texts.documentsLead)}</p>
        {slots.some(({ byPhone }) => byPhone) ? (
          <section aria-labelledby="by-phone">
            <h2 class="govuk-heading-m" id="by-phone">
              {say(scanTexts.phoneTitle)}
            </h2>
            <p class="govuk-body">{say(scanTexts.phoneLead)}</p>
            {await HandOffCode({ visit, order })}
            <p class="govuk-body">
              <a class="govuk-link" href={pathOf(order)}>
                {say(scanTexts.reload)}
              </a>
            </p>
          </section>
        ) : visit.caller.channel === 'PC' ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${orderPath(order.id)}/phone`}>
              {say(texts.byPhone)}
            </a>
          </p>
        ) : null}
        {slots.map((slot) => (
          <ScanSlot
            key={slot.slot}
            document={documents.find((document) => document.slot === slot.slot)}
            missing={checklist.missing}
            accept={mediaTypes}
            error={tried?.slot === slot.slot ? errors.map(({ text }) => text).join(' ') : undefined}
            back={pathOf(order)}
            {...{ visit, order, slot }}
          />
        ))}
        <Mail visit={visit} checklist={checklist} />
        <HelpLinks say={say} step="documents" />
      </>
    ),
  };
}

const wordsOf = ({ say }: Visit, { slot, problems }: Tried) => {
  const field = `file-${slot}`;
  if (problems.at.length === 0) return [{ text: say(problems.summary), field }];
  return problems.at.map((finding) => ({
    text: finding.advice === texts.noFile.en ? say(texts.noFile) : say(findingText(finding)),
    field,
  }));
};

/** Which paper originals go where. */
function Mail({ visit: { say }, checklist: { mail } }: { visit: Visit; checklist: Checklist }) {
  if (mail === undefined) return null;
  const { recipient, address, phone, papers, rules } = mail;
  return (
    <section aria-labelledby="mail">
      <h2 class="govuk-heading-m" id="mail">
        {say(texts.mailTitle)}
      </h2>
      <p class="govuk-body">{say(texts.mailTo, { address: [recipient, address, phone ?? ''].join(' ') })}</p>
      <ul class="govuk-list govuk-list--bullet">
        {papers.map(({ paper, copies }) => (
          <li key={paper}>{say(texts.copies, { paper, count: copies })}</li>
        ))}
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </section>
  );
}
