/**
 * What the filing desk looks up in MIIT's record by hand, where no gateway does it (`BUREAU=manual`): the open questions and
 * the answers. A draft that waited for an answer then goes on.
 */
import { z } from 'zod';
import { recordLookupSchema } from '../../../domain/assets/asset-facts.ts';
import { formatInstant, instant } from '../../../domain/time/instant.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { answerRecord, openQuestions } from '../../../store/records/record-lookups.ts';
import type { Api } from '../../dependencies.ts';
import { problem } from '../../http/problems.ts';
import { showForWork } from '../../../usecases/reads/show.ts';
import { goOnWithTypes } from '../../../usecases/drafting/go-on-with-type.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { ok, route, type Route } from '../../http/route.ts';

const questionSchema = z
  .object({
    id: z.string(),
    certificateType: z.string(),
    certificateNumber: z.string(),
    domain: z.string(),
    askedAt: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'RecordQuestion' });

export function recordLookupRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listRecordLookups',
      tag: 'Record look-ups',
      method: 'get',
      path: '/v1/record-lookups',
      cost: 2,
      permission: 'record-lookups.answer',
      summary: 'What is to be looked up in MIIT’s record, oldest first',
      description: 'Filled where the bureau is served by hand. Look at https://beian.miit.gov.cn/ and answer.',
      query: z.strictObject(pageFields({ usual: 200, most: 200 })),
      answers: {
        200: {
          description: 'One page of questions.',
          schema: z.object({ questions: z.array(questionSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ query, caller }) => {
        const { rows, ...rest } = await openQuestions(api.database, api.vault, pageIn(query));
        if (rows.length > 0) await showForWork(api, caller, { subject: 'LOOK_UPS', count: rows.length });
        return ok({ questions: rows.map((one) => ({ ...one, askedAt: formatInstant(one.askedAt) })), ...rest });
      },
    }),
    route({
      id: 'answerRecordLookup',
      tag: 'Record look-ups',
      method: 'put',
      path: '/v1/record-lookups/{lookupId}',
      cost: 10,
      permission: 'record-lookups.answer',
      summary: 'Say what the record says',
      description: 'Drafts that waited for it get their type at once; the answer serves later checks for some weeks.',
      params: z.object({ lookupId: z.uuid() }),
      body: recordLookupSchema.meta({ id: 'RecordLookupAnswer' }),
      example: {
        entityFiled: false,
        entityHere: false,
        domainFiled: false,
        domainOfEntity: false,
        domainHere: false,
        shellEntity: false,
      },
      answers: {
        200: { description: 'Kept.', schema: z.object({ draftsThatGoOn: z.int() }) },
      },
      handle: async ({ params: { lookupId }, body, caller }) => {
        const found = { id: lookupId, answer: body, by: caller.id, at: instant(api.now()) };
        const waiting = await answerRecord(api.database, found);
        if (waiting === undefined) throw problem('NOT_FOUND', { detail: 'There is no such look-up.' });
        return ok({ draftsThatGoOn: await goOnWithTypes(api, inquire(api), waiting) });
      },
    }),
  ];
}
