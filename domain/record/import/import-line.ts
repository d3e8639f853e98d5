/**
 * The format of an import: JSON Lines in UTF-8. The first line is the header; every further line is one record of MIIT, an
 * entity with its websites and their accesses. `docs/operations.md` describes it for operators.
 */
import { z } from 'zod';
import { entitySchema, personSchema, provinceSchema, websiteSchema } from '../../order/form.ts';
import { oneLine } from '../../text/one-line.ts';
import { isoDate, isoInstant } from '../../time/iso-date.ts';
import { otherProviderSchema } from '../sync-event.ts';

/** `records` says how many lines follow, so that a file that was cut off at the end of a line is noticed. */
export const headerSchema = z.strictObject({
  format: z.literal('beian-records'),
  version: z.literal(1),
  records: z.int().min(0).max(10_000_000),
});

const miitId = oneLine(60).optional();

const accessSchema = z.strictObject({
  /** `OURS`, or another provider by MIIT's code, by name, or both. */
  provider: z.union([z.literal('OURS'), otherProviderSchema]),
  type: z.enum(['FILED', 'TRANSFERRED']).default('FILED'),
  instanceId: oneLine(80).optional(),
  miitId,
  openedAt: isoInstant().optional(),
});

export const importedWebsiteSchema = z.strictObject({
  number: oneLine(60),
  /** Registrable. */
  domain: oneLine(253),
  issuedOn: isoDate().optional(),
  miitId,
  /** MIIT's id of the domain. */
  domainId: miitId,
  psbNumber: oneLine(60).optional(),
  website: websiteSchema.omit({ domain: true, headId: true }).default({}),
  head: personSchema.optional(),
  /** Every access that MIIT knows of. A website without any is an empty one (空壳网站). */
  accesses: z.array(accessSchema).max(50),
});
export type ImportedWebsite = z.infer<typeof importedWebsiteSchema>;

export const importLineSchema = z.strictObject({
  number: oneLine(60),
  miitId,
  /** The account that owns the record here; left out where it is not known yet. */
  accountId: oneLine(80).optional(),
  issuedOn: isoDate(),
  entity: entitySchema
    .omit({ headId: true, kind: true, name: true, certificateType: true, certificateNumber: true })
    .extend({
      kind: entitySchema.shape.kind.unwrap(),
      name: entitySchema.shape.name.unwrap(),
      certificateType: entitySchema.shape.certificateType.unwrap(),
      certificateNumber: entitySchema.shape.certificateNumber.unwrap(),
      province: provinceSchema.optional(),
    }),
  head: personSchema.optional(),
  websites: z.array(importedWebsiteSchema).max(2000),
});
export type ImportLine = z.infer<typeof importLineSchema>;
