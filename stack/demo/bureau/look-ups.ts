/** The filing desk looks up in MIIT's record what no interface says, and answers; the draft that waits for it goes on by itself. */
import { z } from 'zod';
import type { RecordLookup } from '../../../domain/assets/asset-facts.ts';
import { insisting, type Call } from '../clients.ts';

const questionsSchema = z.object({
  questions: z.array(z.object({ id: z.string(), domain: z.string(), certificateNumber: z.string() })),
});
const recordsSchema = z.object({
  entities: z.array(
    z.object({
      certificateNumber: z.string(),
      number: z.string().optional(),
      here: z.boolean(),
      shell: z.boolean(),
      blacklisted: z.boolean(),
      filed: z.boolean(),
    }),
  ),
  domains: z.array(
    z.object({ domain: z.string(), owner: z.string(), here: z.boolean(), number: z.string().optional() }),
  ),
});

/** Answers the questions about these domains, and says whether there were any. */
export async function answerLookUps(
  { sandbox, reviewer }: { sandbox: Call; reviewer: Call },
  domains: readonly unknown[],
): Promise<boolean> {
  const desk = insisting(reviewer);
  const { questions } = questionsSchema.parse((await desk('GET', '/v1/record-lookups')).body);
  const ours = questions.filter(({ domain }) => domains.includes(domain));
  for (const { id, ...question } of ours)
    await desk('PUT', `/v1/record-lookups/${id}`, answerTo(question, (await sandbox('GET', '/records')).body));
  return ours.length > 0;
}

function answerTo(
  { certificateNumber, domain }: { certificateNumber: string; domain: string },
  records: unknown,
): RecordLookup {
  const { entities, domains } = recordsSchema.parse(records);
  const entity = entities.find((one) => one.certificateNumber === certificateNumber);
  const site = domains.find((one) => one.domain === domain);
  const domainOfEntity = site?.owner === certificateNumber;
  const websiteNumber = domainOfEntity ? site.number : undefined;
  return {
    entityFiled: entity?.filed ?? false,
    entityHere: entity?.here ?? false,
    domainFiled: site !== undefined,
    domainOfEntity,
    domainHere: site?.here ?? false,
    shellEntity: entity?.shell ?? false,
    blacklisted: entity?.blacklisted ?? false,
    onRecord: {
      ...(entity?.number === undefined ? {} : { entityNumber: entity.number }),
      ...(websiteNumber === undefined ? {} : { websiteNumber }),
    },
  };
}
