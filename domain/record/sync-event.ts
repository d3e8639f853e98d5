/**
 * What MIIT says of a record without an order here: something was removed, changed or moved through somebody else (R-MI-5,
 * R-PUB-3), and the changes of the record that follow.
 */
import { z } from 'zod';
import { TOLD } from '../inspection/found.ts';
import { entitySchema, personSchema, websiteSchema } from '../order/form.ts';
import { oneLine } from '../text/one-line.ts';
import { isoInstant } from '../time/iso-date.ts';
import { isSameProvider, type EntityRecord, type OtherProvider, type PlainChange } from './record-change.ts';

const number = oneLine(60).meta({ description: 'The number of the entity.', example: '粤ICP备12345678号' });
const website = oneLine(60).meta({ description: 'The number of the website.', example: '粤ICP备12345678号-1' });

/** Another access provider by MIIT's code, by name, or both. */
export const otherProviderSchema = z
  .strictObject({ code: oneLine(40).optional(), name: oneLine(120).optional() })
  .refine(({ code, name }) => code !== undefined || name !== undefined, {
    message: 'name the provider or give its code',
  })
  .meta({ id: 'OtherProvider' });

const happenedAt = isoInstant()
  .optional()
  .meta({ description: 'When it happened at MIIT. An access that was opened here later is not touched.' });

export const syncEventSchema = z
  .discriminatedUnion('change', [
    z.strictObject({ change: z.literal('ENTITY_REMOVED'), number, happenedAt }),
    z.strictObject({ change: z.literal('WEBSITE_REMOVED'), website, happenedAt }),
    z.strictObject({ change: z.literal('ACCESS_REMOVED'), website, happenedAt }),
    z.strictObject({ change: z.literal('ACCESS_MOVED'), website, to: otherProviderSchema, happenedAt }),
    z.strictObject({ change: z.literal('ACCESS_ADDED_ELSEWHERE'), website, provider: otherProviderSchema, happenedAt }),
    z.strictObject({
      change: z.literal('ACCESS_REMOVED_ELSEWHERE'),
      website,
      provider: otherProviderSchema,
      happenedAt,
    }),
    z.strictObject({
      change: z.literal('ENTITY_CHANGED'),
      number,
      entity: entitySchema.omit({ headId: true, province: true }).partial().optional(),
      head: personSchema.partial().optional(),
      happenedAt,
    }),
    z.strictObject({
      change: z.literal('WEBSITE_CHANGED'),
      website,
      data: websiteSchema.omit({ headId: true, domain: true }).partial().optional(),
      head: personSchema.partial().optional(),
      happenedAt,
    }),
    z.strictObject({
      change: z.literal('FOUND'),
      website,
      found: z.enum(TOLD).meta({
        description:
          'Something of a website that its holder must put right: an inspection is opened, once. `POINTS_ELSEWHERE`: the domain points to another server on the mainland and is not filed there; it is blocked at once.',
      }),
      happenedAt,
    }),
  ])
  .meta({ id: 'RecordSyncEvent' });
export type SyncEvent = z.infer<typeof syncEventSchema>;

/** The number that an event is about. */
export const subjectOf = (event: SyncEvent): { entity: string } | { website: string } =>
  'number' in event ? { entity: event.number } : { website: event.website };

/** What the event changes of numbers and accesses; what is so already is left out, so a repeat changes nothing. */
export function changesOfSync(record: EntityRecord, event: SyncEvent): PlainChange[] {
  switch (event.change) {
    case 'ENTITY_REMOVED':
      return record.number === event.number ? [{ change: 'ENTITY_REMOVED', number: event.number }] : [];
    case 'WEBSITE_REMOVED':
      return ofWebsite(record, event.website, [{ change: 'WEBSITE_REMOVED', website: event.website }]);
    case 'ACCESS_REMOVED':
      return isServedHere(record, event.website) ? [{ change: 'ACCESS_CLOSED', website: event.website }] : [];
    case 'ACCESS_MOVED':
      return [
        ...(isServedHere(record, event.website) ? [{ change: 'ACCESS_CLOSED' as const, website: event.website }] : []),
        ...openedElsewhere(record, event.website, event.to),
      ];
    case 'ACCESS_ADDED_ELSEWHERE':
      return openedElsewhere(record, event.website, event.provider);
    case 'ACCESS_REMOVED_ELSEWHERE':
      return isServedBy(record, event.website, event.provider)
        ? [{ change: 'ACCESS_CLOSED_ELSEWHERE', website: event.website, provider: event.provider }]
        : [];
    case 'ENTITY_CHANGED':
    case 'WEBSITE_CHANGED':
    case 'FOUND':
      return [];
    default:
      return event satisfies never;
  }
}

const ofWebsite = (record: EntityRecord, wanted: string, changes: PlainChange[]): PlainChange[] =>
  record.websites.some((one) => one.number === wanted) ? changes : [];

const isServedHere = (record: EntityRecord, wanted: string): boolean =>
  record.accesses.some((access) => access.website === wanted);

const isServedBy = (record: EntityRecord, wanted: string, provider: OtherProvider): boolean =>
  (record.elsewhere ?? []).some((one) => one.website === wanted && isSameProvider(one.provider, provider));

const openedElsewhere = (record: EntityRecord, wanted: string, provider: OtherProvider): PlainChange[] =>
  isServedBy(record, wanted, provider)
    ? []
    : ofWebsite(record, wanted, [{ change: 'ACCESS_OPENED_ELSEWHERE', website: wanted, provider }]);
