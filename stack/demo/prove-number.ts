/** Proves the mobile of a person as people do: a code is sent, the phone shows it, and the applicant enters it. */
import { z } from 'zod';
import { insisting, type Call, type Reply } from './clients.ts';

const inboxSchema = z.object({ messages: z.array(z.object({ text: z.string() })).min(1) });
const formSchema = z.object({
  form: z.object({ people: z.record(z.string(), z.object({ mobile: z.string().optional() })) }),
});

export interface Phone {
  applicant: Call;
  sandbox: Call;
  /** The address of the order. */
  path: string;
  personId: string;
}

/** Answers with the reply to the code, or to the request for one when that was refused. */
export async function proveNumber({ applicant, sandbox, path, personId }: Phone): Promise<Reply> {
  const asked = await applicant('POST', `${path}/people/${personId}/number-code`);
  if (asked.status >= 300) return asked;
  const { form } = formSchema.parse((await insisting(applicant)('GET', `${path}/form`)).body);
  const to = form.people[personId]?.mobile ?? '';
  const { messages } = inboxSchema.parse((await sandbox('GET', `/inbox?channel=sms&to=${to}&wait=20`)).body);
  const code = /核验码为(?<code>\d{6})/.exec(messages.at(-1)?.text ?? '')?.groups?.['code'];
  return applicant('POST', `${path}/people/${personId}/number-proof`, { code });
}
