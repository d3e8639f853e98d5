/**
 * Whether a step that is to be written is the one that stands in its place. The number alone does not say so: a workflow that was
 * reset in Temporal, or restored from an older backup, counts steps anew that were written long ago.
 */
import { sql } from 'kysely';
import { canonicalJson } from '../../domain/digest.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { actionName } from '../audit/append-audit.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import type { StepName } from './tables.ts';

/** All that a step consists of. Two steps that differ in it are never taken for each other. */
export interface StepMatter {
  cause: Cause;
  at: Instant;
}

/** A keyed digest of all that a step consists of: equal steps have equal digests, and a digest reveals nothing. */
export const stepDigest = (vault: Vault, matter: StepMatter): Buffer => vault.blindIndex('step', canonicalJson(matter));

/** @param stored the digest of the step that stands in the place; null for one of before digests were stored */
export const isSameStep = async (
  db: Database,
  { name, matter, digest }: { name: StepName; matter: StepMatter; digest: Buffer },
  stored: Buffer | null,
): Promise<boolean> => (stored === null ? isAudited(db, name, matter) : stored.equals(digest));

/** Who did what, when, and what became of it. Audit rows of duties have no number. */
async function isAudited(
  db: Database,
  { caseId, process, seq }: StepName,
  { cause, at }: StepMatter,
): Promise<boolean> {
  const numbered = process === 'obligations' ? null : seq;
  const found = await db
    .selectFrom('audit')
    .select('position')
    .where('case_id', '=', caseId)
    .where(sql<boolean>`seq is not distinct from ${numbered}::int`)
    .where('action', '=', actionName(cause.action))
    .where(sql<boolean>`action_id is not distinct from ${cause.actionId ?? null}::text`)
    .where('actor_id', '=', cause.actor.id)
    .where('outcome', '=', cause.outcome)
    .where('at', '=', toDate(at))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
