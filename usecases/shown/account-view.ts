/** A customer's account as its readers see it. */
import { z } from 'zod';
import { mailboxSchema } from '../../domain/identity/mailbox.ts';
import { maskEmail, maskMobile } from '../../domain/identity/masking.ts';
import { entityKindSchema } from '../../domain/order-types/order-type.ts';
import { present } from '../../domain/present.ts';
import type { ReadShown } from '../../domain/reads/read.ts';
import { subjectSchema } from '../../domain/subject.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import type { Account } from '../../store/accounts/accounts.ts';
import { asShown } from './as-shown.ts';

/** What the provider's own systems tell of an account. */
export const accountFacts = {
  kind: entityKindSchema.optional(),
  verified: z.boolean().default(false).meta({ description: 'Identity-verified; only then it may file (R-ACC-3).' }),
  mobile: oneLine(30).optional(),
  email: mailboxSchema.optional(),
};
export const accountSchema = asShown(z.object({ id: subjectSchema(), ...accountFacts, hasEntity: z.boolean() })).meta({
  id: 'Account',
});

export function accountView({ id, kind, verified, mobile, email, hasEntity }: Account, shown: ReadShown) {
  const clear = shown === 'CLEAR';
  return {
    id,
    verified,
    hasEntity,
    ...present({ kind }),
    ...(mobile === undefined ? {} : { mobile: clear ? mobile : maskMobile(mobile) }),
    ...(email === undefined ? {} : { email: clear ? email : maskEmail(email) }),
  };
}
