/** Sessions in memory, for tests without a database. */
import { randomBytes } from 'node:crypto';
import type { Session, Sessions } from '../../../console/sessions/sessions.ts';

export function memorySessions(): Sessions {
  const kept = new Map<string, Session>();
  const used = new Set<string>();
  return {
    begin: async (who) => {
      const token = randomBytes(32).toString('base64url');
      kept.set(token, { ...who, csrf: randomBytes(16).toString('base64url') });
      return token;
    },
    beginByCode: async ({ caller, onlyOrder, handOff }) => {
      if (used.has(handOff)) return undefined;
      used.add(handOff);
      const token = randomBytes(32).toString('base64url');
      kept.set(token, { caller: { ...caller, onlyOrder }, csrf: randomBytes(16).toString('base64url') });
      return token;
    },
    find: async (token) => kept.get(token),
    end: async (token) => void kept.delete(token),
    endOf: async ({ subject, providerSession }) => {
      for (const [token, session] of kept) {
        const isMeant =
          (subject ?? session.caller.id) === session.caller.id &&
          (providerSession ?? session.providerSession) === session.providerSession;
        if (isMeant) kept.delete(token);
      }
    },
  };
}
