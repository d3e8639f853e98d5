/** Confirms an order as the holder of a filing does: a code is sent to the holder's phone, and the applicant enters it. */
import { z } from 'zod';
import type { Call, Reply } from './clients.ts';

const inboxSchema = z.object({ messages: z.array(z.object({ text: z.string() })).min(1) });

export interface HoldersPhone {
  applicant: Call;
  sandbox: Call;
  /** The address of the order. */
  path: string;
  /** The mobile of the holder. */
  to: string;
}

/** Answers with the reply to the code, or to the request for one when that was refused. */
export async function confirmByHolder({ applicant, sandbox, path, to }: HoldersPhone): Promise<Reply> {
  const asked = await applicant('POST', `${path}/holder-code`);
  if (asked.status >= 300) return asked;
  const { messages } = inboxSchema.parse((await sandbox('GET', `/inbox?channel=sms&to=${to}&wait=20`)).body);
  const code = /验证码为(?<code>\d{6})/.exec(messages.at(-1)?.text ?? '')?.groups?.['code'];
  return applicant('PUT', `${path}/holder-code`, { code });
}
