/**
 * Configuration of the SMS vendor. Every message that may go by SMS needs a template there: a missing template shows when a
 * process starts, not when the first message is due.
 */
import { z } from 'zod';
import { SMS_TEMPLATES } from '../domain/messages/texts/sms-templates.ts';
import { alibaba, endpoint, tencent } from './vendor-config.ts';

const settings = z.object({
  SMS_ENDPOINT: endpoint.ENDPOINT,
  SMS_PROTOCOL: endpoint.PROTOCOL,
  SMS_SIGN_NAME: z.string(),
});

/** Notification code → template ID: `{"N-1": "2100001", …}`. */
const tencentTemplates = templates(z.string().min(1), () => undefined);

/** Notification code → template: `{"N-1": {"code": "SMS_1", "params": ["order", "due"]}, …}`. */
const alibabaTemplates = templates(
  z.object({ code: z.string().min(1), params: z.array(z.string().min(1)) }),
  ({ params }, wanted) =>
    params.length === wanted.length
      ? undefined
      : `has ${params.length} names of variables, but its text has ${wanted.length}: ${wanted.join(', ')}`,
);

export const smsConfigSchema = z.discriminatedUnion('SMS_VENDOR', [
  z.object({
    SMS_VENDOR: z.literal('tencent'),
    ...tencent.shape,
    ...settings.shape,
    SMS_APP_ID: z.string(),
    SMS_TEMPLATES: tencentTemplates,
  }),
  z.object({
    SMS_VENDOR: z.literal('alibaba'),
    ...alibaba.shape,
    ...settings.shape,
    SMS_TEMPLATES: alibabaTemplates,
  }),
]);

/** JSON from notification code to template, complete, and each of the form its text needs. */
function templates<Template extends z.ZodType>(
  template: Template,
  problemOf: (template: z.output<Template>, params: readonly string[]) => string | undefined,
) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'write JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string(), template))
    .superRefine((given, context) => {
      const missing = Object.keys(SMS_TEMPLATES).filter((code) => given[code] === undefined);
      if (missing.length > 0)
        context.addIssue({ code: 'custom', message: `no template for ${missing.join(', ')}: see docs/operations.md` });
      for (const [code, { params }] of Object.entries(SMS_TEMPLATES)) {
        const one = given[code];
        const problem = one === undefined ? undefined : problemOf(one, params);
        if (problem !== undefined) context.addIssue({ code: 'custom', message: `${code} ${problem}` });
      }
    });
}
