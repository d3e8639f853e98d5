/** A file as the bureau sent it: whoever wants it says why, and the reading is written down before anything is shown. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { isReference, READ_REASONS } from '../../../domain/reads/read.ts';
import { readFile } from '../../../usecases/bureau/exchange.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { deed } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { Select } from '../../components/select.tsx';
import { Form } from '../parts.tsx';
import { rowIdIn } from './row-id.ts';
import { texts } from './texts.ts';

export const ReadFile = ({ visit, fileId }: { visit: Visit; fileId: number }): JSX.Element => (
  <Form visit={visit} action={`/operate/bureaus/files/${fileId}/read`} submit={visit.say(texts.read)} secondary>
    <p class="govuk-hint">{visit.say(texts.readNoted)}</p>
    <Select
      id={`reason-${fileId}`}
      name="reason"
      label={visit.say(texts.readWhy)}
      choices={READ_REASONS.map((reason) => ({ value: reason, text: visit.say(texts[reason]) }))}
    />
  </Form>
);

export const fileRead = deed({
  path: '/operate/bureaus/files/:id/read',
  again: '/operate/bureaus',
  roles: ['operator'],
  fields: z.object({ reason: z.enum(READ_REASONS), reference: z.string().trim().refine(isReference).optional() }),
  does: async ({ console, caller }, { reason, reference }, { params }) => {
    const asking = { caller, reason: { code: reason, ...present({ reference }) } };
    const file = await readFile(console, asking, rowIdIn(params));
    if (file === undefined) throw refusal('NOT_FOUND');
    const isZip = file.raw.form === 'ZIP';
    return {
      content: Buffer.from(file.raw.bytes),
      contentType: isZip ? 'application/zip' : 'application/json',
      filename: `bureau-file-${params['id'] ?? ''}.${isZip ? 'zip' : 'json'}`,
    };
  },
});
