/** Identifiers that come from an identity provider: of people, of the provider's own systems, of customer accounts. */
import { z } from 'zod';
import { lazily } from './lazily.ts';

/**
 * Up to 255 characters, as OpenID Connect allows, such as `auth0|5f7c8a`, `built-in/li.lei` or `system:crm`. They are kept as
 * they came: nobody but the provider knows which of them mean the same person. Characters that cannot be seen are refused,
 * because two identifiers would look alike in lists and logs.
 */
export const subjectSchema = lazily(() =>
  z
    .string()
    .regex(
      /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]{1,255}$/u,
      'write an identifier of up to 255 characters, each of which can be seen',
    )
    .refine((text) => text.trim() !== '', 'write an identifier that is more than spaces'),
);

/** The form that every identifier of a person had before: visible ASCII, up to 100 characters. */
export const hasFormerForm = (identifier: string): boolean => /^[!-~]{1,100}$/.test(identifier);
