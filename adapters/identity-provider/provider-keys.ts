/** The keys that an identity provider publishes: fetched when first needed, and kept while the provider is away. */
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { boundedText } from '../bounded-body.ts';
import { SMALL_ANSWER_BYTES } from '../bounded-call.ts';
import { RetryableError } from '../delivery-faults.ts';
import { untrusted } from '../untrusted.ts';

export interface ProviderKeysOptions {
  /** Where the provider publishes its keys. */
  jwksUrl: string;
  /** Limit for fetching them, to their last byte, in milliseconds. */
  timeoutMs: number;
  /** In milliseconds. */
  now: () => number;
}

export interface ProviderKeys {
  /** The key a token names. Throws RetryableError or AskPersonError when it is not known and the provider cannot be asked. */
  find: JWTVerifyGetKey;
  /** The IDs of the keys that are known. */
  ids(): string[];
}

/** Keys older than this are fetched again, so that a key that was taken back soon counts no more. */
const FRESH_MS = 10 * 60_000;
/** Keys that cannot be fetched again serve this long. */
const KEPT_MS = 24 * 3_600_000;
/** Between two tries; a stranger can name any number of unknown keys. */
const PAUSE_MS = 30_000;

/**
 * One fetch serves all who wait. A token that names an unknown key has the keys fetched again, at most once in half a
 * minute.
 */
export function providerKeys({ jwksUrl, timeoutMs, now }: ProviderKeysOptions): ProviderKeys {
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: timeoutMs,
    // When to fetch is decided here, because the library forgets its keys when they are old.
    cacheMaxAge: Infinity,
    cooldownDuration: Infinity,
    [customFetch]: fetchBounded,
  });
  let fetchedAt = -Infinity;
  let triedAt = -Infinity;
  let fault: unknown;

  const fetchKeys = async (): Promise<void> => {
    triedAt = now();
    try {
      await remote.reload();
      fetchedAt = now();
      fault = undefined;
    } catch (cause) {
      fault = cause;
    }
  };
  const mayTry = (): boolean => now() - triedAt >= PAUSE_MS;

  return {
    async find(header, token) {
      const age = now() - fetchedAt;
      const areKept = age < KEPT_MS;
      if (!areKept || (age >= FRESH_MS && mayTry())) await fetchKeys();
      if (now() - fetchedAt >= KEPT_MS) throw unreached(fault);
      try {
        return await remote(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        if (mayTry()) await fetchKeys();
        if (fault !== undefined) throw unreached(fault);
        return await remote(header, token);
      }
    },
    ids: () => (remote.jwks()?.keys ?? []).flatMap(({ kid }) => (kid === undefined ? [] : [kid])),
  };
}

/** The library ends the request by its signal, and leaves its size open. */
async function fetchBounded(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  return new Response(await boundedText(response, SMALL_ANSWER_BYTES), { status: response.status });
}

/** Nothing is said about the token when the keys cannot be had. */
const unreached = (cause: unknown): Error =>
  untrusted('The identity provider', cause) ??
  new RetryableError("the identity provider's keys could not be fetched", { cause });
