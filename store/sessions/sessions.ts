/**
 * Sessions of the console. A browser holds a token of 256 random bits; the database knows its digest, so who reads the database
 * signs in as nobody. The token changes on a schedule; for a moment the one before is taken too, because requests may be under way.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { CALLER_ROLES, type CallerRole } from '../../domain/role.ts';
import type { Database } from '../postgres/database.ts';

const MINUTE = 60_000;

/** In milliseconds. */
export interface SessionTerms {
  /** A session that nobody used for so long has ended. */
  readonly idle: number;
  /** A session ends after this time however busy it is. */
  readonly longest: number;
  /** A token is replaced when it is so old. */
  readonly rotation: number;
}

export const SESSION_TERMS: SessionTerms = { idle: 60 * MINUTE, longest: 12 * 60 * MINUTE, rotation: 15 * MINUTE };
const GRACE = MINUTE;
/** A session is noted as used at most so often. */
const SEEN_EVERY = MINUTE;

export interface SessionOwner {
  readonly subject: string;
  readonly role: CallerRole;
  readonly accountId: AccountId | undefined;
  readonly providerSession?: string | undefined;
  /** A phone that a code let in reaches this order only. */
  readonly onlyOrder?: OrderId | undefined;
}

export interface StoredSession extends SessionOwner {
  readonly id: string;
  readonly csrf: string;
  /** When it ends, in milliseconds, if nobody uses it from now on; never later than its longest term. */
  readonly endsAt: number;
  /** The token that the browser must hold from now on, when it has changed. */
  readonly renewed: string | undefined;
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * Begins a session and returns its token. A form that was open under `before`, an earlier session of the same person at the same
 * browser, can still be sent.
 */
export async function beginSession(
  db: Database,
  { subject, role, accountId, providerSession }: SessionOwner,
  { now, before, terms = SESSION_TERMS }: { now: number; before?: string | undefined; terms?: SessionTerms },
): Promise<string> {
  const token = newToken();
  const earlier = before === undefined ? undefined : await endSession(db, before, now);
  const csrf = earlier?.subject === subject && earlier.role === role ? earlier.csrf : newToken();
  await db
    .insertInto('console_sessions')
    .values({ ...newRow(token, { subject, role, accountId, providerSession }, now, terms), csrf })
    .execute();
  return token;
}

/** How long a phone that a code let in stays. */
export const HAND_OFF_TERMS: SessionTerms = { ...SESSION_TERMS, longest: 2 * 60 * MINUTE };

/** Begins the session of a phone that a code let in; undefined when the code has begun one before. */
export async function beginSessionByCode(
  db: Database,
  owner: SessionOwner & { readonly onlyOrder: OrderId },
  { handOff, now }: { handOff: string; now: number },
): Promise<string | undefined> {
  const token = newToken();
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('console_sessions')
    .values({ ...newRow(token, owner, now, HAND_OFF_TERMS), only_order: owner.onlyOrder, hand_off: handOff })
    .onConflict((conflict) => conflict.column('hand_off').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? token : undefined;
}

const newRow = (
  token: string,
  { subject, role, accountId, providerSession }: SessionOwner,
  now: number,
  terms: SessionTerms,
) => ({
  id: randomUUID(),
  token_digest: digestOf(token),
  rotated_at: new Date(now),
  csrf: newToken(),
  subject,
  role,
  account_id: accountId ?? null,
  provider_session: providerSession ?? null,
  begun_at: new Date(now),
  seen_at: new Date(now),
  ends_at: new Date(now + terms.longest),
});

export async function findSession(
  db: Database,
  token: string,
  { now, terms = SESSION_TERMS }: { now: number; terms?: SessionTerms },
): Promise<StoredSession | undefined> {
  const digest = digestOf(token);
  const row = await db
    .selectFrom('console_sessions')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('token_digest', '=', digest),
        eb.and([eb('previous_digest', '=', digest), eb('rotated_at', '>', new Date(now - GRACE))]),
      ]),
    )
    .where('ends_at', '>', new Date(now))
    .where('seen_at', '>', new Date(now - terms.idle))
    .executeTakeFirst();
  const role = CALLER_ROLES.find((one) => one === row?.role);
  if (row === undefined || role === undefined) return undefined;
  if (row.seen_at.getTime() <= now - SEEN_EVERY) {
    await db
      .updateTable('console_sessions')
      .set({ seen_at: new Date(now) })
      .where('id', '=', row.id)
      .execute();
  }
  const isOld = row.token_digest === digest && row.rotated_at.getTime() <= now - terms.rotation;
  return {
    id: row.id,
    csrf: row.csrf,
    subject: row.subject,
    role,
    accountId: (row.account_id ?? undefined) as AccountId | undefined,
    providerSession: row.provider_session ?? undefined,
    onlyOrder: (row.only_order ?? undefined) as OrderId | undefined,
    endsAt: Math.min(row.ends_at.getTime(), now + terms.idle),
    renewed: isOld ? await renewedToken(db, digest, now) : undefined,
  };
}

/** Of two requests at the same time, one gets a new token. */
async function renewedToken(db: Database, digest: string, now: number): Promise<string | undefined> {
  const token = newToken();
  const { numUpdatedRows } = await db
    .updateTable('console_sessions')
    .set({ token_digest: digestOf(token), previous_digest: digest, rotated_at: new Date(now) })
    .where('token_digest', '=', digest)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? token : undefined;
}

/** Ends a session; tells whose it was and with which proof its forms were made, also when it had ended before. */
export function endSession(
  db: Database,
  token: string,
  now: number,
): Promise<{ subject: string; role: string; csrf: string } | undefined> {
  const digest = digestOf(token);
  return db
    .updateTable('console_sessions')
    .set({ ends_at: sql<Date>`least(ends_at, ${new Date(now)})` })
    .where((eb) => eb.or([eb('token_digest', '=', digest), eb('previous_digest', '=', digest)]))
    .returning(['subject', 'role', 'csrf'])
    .executeTakeFirst();
}

/** Ends the sessions of a sign-in that the identity provider ended, or of a person who signed out everywhere. Returns how many. */
export async function endSessionsOf(
  db: Database,
  { subject, providerSession }: { subject?: string | undefined; providerSession?: string | undefined },
  now: number,
): Promise<number> {
  if (subject === undefined && providerSession === undefined) return 0;
  let query = db
    .updateTable('console_sessions')
    .set({ ends_at: new Date(now) })
    .where('ends_at', '>', new Date(now));
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (providerSession !== undefined) query = query.where('provider_session', '=', providerSession);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}
