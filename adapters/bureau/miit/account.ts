/** The accounts at the bureaus, as the configuration names them: one for each province that gave the provider an account. */
import { z } from 'zod';
import { PROVINCES, type Province } from '../../../domain/order/form.ts';
import { instant, type TimeOfDay } from '../../../domain/time/instant.ts';
import type { FileKeys } from './envelope.ts';
import { EVERY_DAY, type Openings } from './hours.ts';
import { PROFILE_V30 } from './profile-v30.ts';
import type { Profile } from './profile.ts';

/** Versions of the interface that Beian speaks, by the name in the configuration. */
const PROFILES = { 'V3.0': PROFILE_V30 } as const satisfies Record<string, Profile>;

export interface MiitAccount extends Openings {
  /** The provider's own name of it, such as `zhejiang`: in workflow ids, in the log and in the API. */
  name: string;
  province: Province;
  /** Address of the server without a trailing slash. */
  baseUrl: string;
  ispId: string;
  userName: string;
  password: string;
  keys: FileKeys | undefined;
  encryptsUploads: boolean;
  profile: Profile;
  /** How a filing password is sent to be checked. */
  passwordCheck: 'CLEAR' | 'MD5';
  /** For one call, from its beginning to the last byte of the answer. */
  timeoutMs: number;
  /** The pause after a first failure; each later one is twice as long, up to an hour. */
  firstPauseMs: number;
  /** The pause between two looks for files. */
  fetchEveryMs: number;
}

const ascii16 = z.string().regex(/^[\u0021-\u007e]{16}$/, 'write the 16 characters as the bureau issued them');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day such as 09:00');
const moment = z.iso
  .datetime({ offset: true, error: 'write an instant such as 2026-12-01T00:00:00+08:00' })
  .transform((iso) => instant(Date.parse(iso)));
const seconds = (least: number, most: number, usual: number) => z.number().min(least).max(most).default(usual);

const accountSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'write lower-case letters, digits and -, such as zhejiang'),
    province: z.enum(PROVINCES, { error: 'write the letters of the province, such as ZJ' }),
    url: z.url({ protocol: /^https?$/, error: 'write a complete address, such as http://server.bureau.example' }),
    ispId: z.string().regex(/^[1-9]\d{0,18}$/, 'write the number that the bureau gave the provider, in quotes'),
    userName: z.string().min(1).max(100),
    password: z.string().min(1).max(100),
    key: ascii16.optional(),
    offset: ascii16.optional(),
    encryptUploads: z.boolean().optional(),
    passwordCheck: z.enum(['CLEAR', 'MD5'], { error: 'write CLEAR or MD5' }).default('CLEAR'),
    version: z.enum(Object.keys(PROFILES) as (keyof typeof PROFILES)[], { error: 'write V3.0' }).default('V3.0'),
    hours: z
      .array(
        z
          .strictObject({
            days: z
              .array(z.int().min(1).max(7))
              .min(1)
              .default([...EVERY_DAY]),
            from: time,
            to: z.union([time, z.literal('24:00')], { error: 'write a time of day such as 17:00' }),
          })
          .refine(({ from, to }) => from < to, { path: ['to'], message: 'write a later time than in from' }),
      )
      .max(50)
      .default([]),
    maintenance: z
      .array(
        z
          .strictObject({ from: moment, to: moment })
          .refine(({ from, to }) => from < to, { path: ['to'], message: 'write a later instant than in from' }),
      )
      .max(100)
      .default([]),
    timeoutSeconds: seconds(1, 600, 120),
    firstPauseSeconds: seconds(0.05, 3600, 60),
    fetchEverySeconds: seconds(0.2, 3600, 180),
  })
  .superRefine(({ key, offset, encryptUploads }, context) => {
    const say = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (key !== undefined && offset === undefined) say('offset', 'set it where key is set');
    if (offset !== undefined && key === undefined) say('key', 'set it where offset is set');
    if (encryptUploads === true && key === undefined) say('key', 'set it where encryptUploads is true');
  })
  .transform(
    ({
      url,
      key,
      offset,
      encryptUploads,
      version,
      timeoutSeconds,
      firstPauseSeconds,
      fetchEverySeconds,
      hours,
      ...own
    }): MiitAccount => {
      const keys = key === undefined || offset === undefined ? undefined : { key, offset };
      return {
        ...own,
        hours: hours.map(({ days, from, to }) => ({ days, from: from as TimeOfDay, to: to as TimeOfDay | '24:00' })),
        baseUrl: url.replace(/\/+$/, ''),
        keys,
        encryptsUploads: encryptUploads ?? keys !== undefined,
        profile: PROFILES[version],
        timeoutMs: timeoutSeconds * 1000,
        firstPauseMs: firstPauseSeconds * 1000,
        fetchEveryMs: fetchEverySeconds * 1000,
      };
    },
  );

/** A list of accounts as JSON, in the variable `BUREAU_ACCOUNTS`. What does not fit is named by its place in the list. */
export const accountsSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'write a list of accounts as JSON; docs/bureau.md shows one' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(accountSchema, { error: 'write a list of accounts as JSON; docs/bureau.md shows one' })
      .min(1, 'name one account or more')
      .max(31)
      .superRefine((accounts, context) => {
        for (const [index, { name, province }] of accounts.entries()) {
          const earlier = accounts.slice(0, index);
          if (earlier.some((one) => one.name === name))
            context.addIssue({ code: 'custom', path: [index, 'name'], message: 'give each account a name of its own' });
          if (earlier.some((one) => one.province === province))
            context.addIssue({
              code: 'custom',
              path: [index, 'province'],
              message: 'name one account for each province',
            });
        }
      }),
  );
