/** Why a website cannot be reached: measured facts, and which step is at fault (R-DIAG-1, R-DIAG-2). */
import { z } from 'zod';
import { ACCESS_REASONS } from '../../../domain/access/reasons.ts';
import { CAUSES, STEPS_OF_THE_WAY } from '../../../domain/diagnosis/causes.ts';
import { measuredSchema } from '../../../domain/diagnosis/measured.ts';
import { asciiHost, registrableDomain } from '../../../domain/identity/domain-name.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { whyUnreachable, type Diagnosis } from '../../../usecases/diagnosis/why-unreachable.ts';
import type { Api } from '../../dependencies.ts';
import { problem } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';

const questionSchema = z
  .strictObject({ host: z.string().trim().min(3).max(253).meta({ description: 'As people write it in a browser.' }) })
  .meta({ id: 'DiagnosisQuestion' });

const diagnosisSchema = z
  .object({
    at: z.iso.datetime({ offset: true }),
    host: z.string(),
    domain: z.string(),
    cause: z.enum(CAUSES).meta({ description: 'The first cause that holds.' }),
    step: z.enum(STEPS_OF_THE_WAY).meta({ description: 'Which step on the way to the website is at fault.' }),
    text: z.object({ zh: z.string(), en: z.string() }).meta({ description: 'The cause, and what to do.' }),
    gate: z.object({ serve: z.boolean(), reason: z.enum(ACCESS_REASONS) }),
    measured: measuredSchema,
    servers: z.array(z.string()).max(20).meta({ description: 'Addresses of the servers that the website has here.' }),
    contacts: z
      .object({ tickets: z.string(), hotline: z.string(), hours: z.string() })
      .optional()
      .meta({ description: 'Where to get help, when the customer cannot put it right alone.' }),
    nameServers: z
      .array(z.string())
      .max(100)
      .optional()
      .meta({ description: 'The provider’s, where the cause is in the DNS.' }),
  })
  .meta({ id: 'Diagnosis' });

export function diagnosisRoutes(api: Api): Route[] {
  return [
    route({
      id: 'diagnoseWebsite',
      tag: 'Records',
      method: 'post',
      effect: 'READS',
      path: '/v1/diagnoses',
      permission: 'diagnosis.ask',
      cost: 20,
      summary: 'Why can a website not be reached?',
      description:
        'Resolves the name, connects to its address and reads its answer and certificate, which takes up to some ten seconds; one look at a time for each account. Addresses of the inside are not connected to.',
      body: questionSchema,
      example: { host: 'www.example.cn' },
      answers: { 200: { description: 'What was measured, and the first cause that holds.', schema: diagnosisSchema } },
      problems: [404, 429],
      handle: async ({ body: { host: asked }, caller }) => {
        const [host, domain] = [asciiHost(asked), registrableDomain(asked)];
        if (host === undefined || domain === undefined) {
          const message = 'Write a host such as www.example.cn.';
          throw problem('INVALID', { errors: [{ path: 'host', code: 'NOT_A_DOMAIN', message }] });
        }
        return ok(diagnosisView({ host, domain }, await whyUnreachable(api, caller, { host, domain })));
      },
    }),
  ];
}

function diagnosisView(
  named: { host: string; domain: string },
  { at, cause, explanation, gate: { serve, reason }, measured, servers, contacts, nameServers }: Diagnosis,
): z.infer<typeof diagnosisSchema> {
  const { step, alone, text } = explanation;
  return {
    at: formatInstant(at),
    ...named,
    cause,
    step,
    text,
    gate: { serve, reason },
    measured,
    servers,
    ...(alone ? {} : { contacts }),
    ...(step === 'DNS' ? { nameServers } : {}),
  };
}
