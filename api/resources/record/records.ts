/** Approved filings: entities, their websites and the accesses through this provider. */
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { readRecord, WEBSITES_AT_ONCE, type FilingRecord } from '../../../store/records/records.ts';
import { reaches } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { showOfAccount } from '../../../usecases/reads/show.ts';
import { asking } from '../../http/read-reason.ts';
import { recordSchema, recordView } from '../../../usecases/shown/record-view.ts';
import { filingNumber } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { pageFields, pageIn } from '../../http/paging.ts';
import { ok, route, type Route } from '../../http/route.ts';

export const SHOWN_TO =
  'In clear for its owner, and for reviewers who have claimed an order of the account or state why they look; masked for everybody else. Every read is noted.';

export function recordRoutes(api: Api): Route[] {
  return [
    route({
      id: 'readRecord',
      tag: 'Records',
      method: 'get',
      path: '/v1/records/{number}',
      cost: 5,
      permission: 'records.read',
      summary: 'Read one approved filing by its number',
      description: SHOWN_TO,
      showsPeople: true,
      params: z.object({ number: filingNumber }),
      query: z.strictObject(pageFields({ usual: WEBSITES_AT_ONCE, most: WEBSITES_AT_ONCE })),
      answers: { 200: { description: 'The record, with one page of its websites.', schema: recordSchema } },
      handle: async ({ params: { number }, query, caller, req }) => {
        const record = await readRecord(api.database, api.vault, number, pageIn(query));
        if (record === undefined || !reaches(caller, 'records.read', record.accountId)) {
          throw problem('NOT_FOUND', { detail: 'There is no record of this number.' });
        }
        const shown = await showOfAccount(api, asking(caller, req), record.accountId, [readingOf(record)]);
        return ok(recordView(record, shown));
      },
    }),
  ];
}

export const readingOf = ({ number, orderId }: FilingRecord) =>
  ({ subject: 'RECORD', recordNumber: number, ...present({ orderId }) }) as const;
