/** Who has signed in at which browser. A browser holds a token; what is stored of it is its digest. */
import type { Caller } from '../../usecases/access/caller.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Database } from '../../store/postgres/database.ts';
import {
  beginSession,
  beginSessionByCode,
  endSession,
  endSessionsOf,
  findSession,
} from '../../store/sessions/sessions.ts';

/** Whom the identity provider named. */
export interface SignedIn {
  readonly caller: Caller;
  /** What the provider calls this sign-in (`sid`); the session ends when the provider says that it has. */
  readonly providerSession?: string | undefined;
}

export interface Session extends SignedIn {
  /** Every form carries it, so that no other site can send one. */
  readonly csrf: string;
  /** A new token for the browser, when its token has grown old. */
  readonly renewed?: string | undefined;
}

export interface Sessions {
  /** Begins a session and returns the token for the browser; the one before at the same browser ends. */
  begin: (who: SignedIn, before: string | undefined) => Promise<string>;
  /** The same for a phone that a code let in to one order; undefined when the code has let one in before. */
  beginByCode: (who: { caller: Caller; onlyOrder: OrderId; handOff: string }) => Promise<string | undefined>;
  /** The session of a token, unless it has ended. */
  find: (token: string) => Promise<Session | undefined>;
  end: (token: string) => Promise<void>;
  /** Ends one sign-in, or all of a person. */
  endOf: (who: { subject?: string | undefined; providerSession?: string | undefined }) => Promise<void>;
}

export function storedSessions({ database, now = Date.now }: { database: Database; now?: () => number }): Sessions {
  return {
    begin: ({ caller: { id, role, accountId }, providerSession }, before) =>
      beginSession(database, { subject: id, role, accountId, providerSession }, { now: now(), before }),
    beginByCode: ({ caller: { id, role, accountId }, onlyOrder, handOff }) =>
      beginSessionByCode(database, { subject: id, role, accountId, onlyOrder }, { handOff, now: now() }),
    find: async (token) => {
      const found = await findSession(database, token, { now: now() });
      if (found === undefined) return undefined;
      const { subject, role, accountId, endsAt, csrf, renewed, providerSession, onlyOrder } = found;
      return { caller: { id: subject, role, accountId, expiresAt: endsAt, onlyOrder }, csrf, renewed, providerSession };
    },
    end: async (token) => void (await endSession(database, token, now())),
    endOf: async (who) => void (await endSessionsOf(database, who, now())),
  };
}
