/** Filling the entity in from a photo of its certificate, where a reader is configured. */
import { z } from 'zod';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { fillFromCertificate } from '../../../usecases/drafting/read-certificate.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileUpload } from '../../components/file-upload.tsx';
import type { Problems } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { writtenOrder } from './applicant-order.ts';
import { orderPath, partPath } from './paths.ts';
import { scanTexts } from './scan-texts.ts';
import { workTexts as texts } from './work-texts.ts';

const APPLICANT = ['applicant'] as const;
const PATH = '/orders/:orderId/certificate-photo';
const PICTURES = ['image/jpeg', 'image/png', 'image/gif'];

export const certificatePhotoRoutes: readonly ConsoleRoute[] = [
  page({
    path: PATH,
    roles: APPLICANT,
    show: async (visit, { params }) => photoPage(visit, params['orderId'] ?? ''),
  }),
  deed({
    path: PATH,
    roles: APPLICANT,
    takesFiles: true,
    fields: z.looseObject({}),
    does: async ({ console: deps, caller }, _fields, { params, files }) => {
      const orderId = params['orderId'] ?? '';
      const file = files.find(({ field }) => field === 'file');
      if (deps.certificateReader === undefined) throw refusal('NOT_FOUND');
      if (file === undefined) {
        throw refusal('FILE_REFUSED', { findings: [{ path: 'file', code: 'NO_FILE', advice: texts.noFile.en }] });
      }
      const { content, mediaType } = file;
      const count = await fillFromCertificate(deps, deps.certificateReader, caller, { orderId, content, mediaType });
      return { seeOther: partPath(orderId, 'entity'), notice: count === 0 ? texts.nothingRead : texts.read };
    },
    again: async (visit, _typed, problems, { params }) => photoPage(visit, params['orderId'] ?? '', problems),
  }),
];

async function photoPage(visit: Visit, orderId: string, problems?: Problems): Promise<Page> {
  const { say, csrf, console: deps } = visit;
  if (deps.certificateReader === undefined) throw refusal('NOT_FOUND');
  const order = await writtenOrder(visit, orderId);
  const words =
    problems?.at.map((finding) => say(finding.code === 'NO_FILE' ? texts.noFile : findingText(finding))) ?? [];
  const shown = words.length > 0 || problems === undefined ? words : [say(problems.summary)];
  return {
    title: say(texts.photoTitle),
    body: (
      <>
        <a class="govuk-back-link" href={partPath(order.id, 'entity')}>
          {say(texts.back)}
        </a>
        <ErrorSummary title={say(texts.problems)} problems={shown.map((text) => ({ text, field: 'file' }))} />
        <h1 class="govuk-heading-l">{say(texts.photoTitle)}</h1>
        <p class="govuk-body">{say(texts.photoLead)}</p>
        <Form csrf={csrf} action={`${orderPath(order.id)}/certificate-photo`} files>
          <FileUpload
            words={{
              choose: say(scanTexts.choosePicture),
              drop: say(scanTexts.drop),
              none: say(scanTexts.none),
              entered: say(scanTexts.entered),
              left: say(scanTexts.left),
            }}
            id="file"
            label={say(texts.photoChoose)}
            accept={PICTURES}
            error={shown.length === 0 ? undefined : shown.join(' ')}
          />
          <Button>{say(texts.photoRead)}</Button>
        </Form>
      </>
    ),
  };
}
