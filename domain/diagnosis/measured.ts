/** What was measured of a website, as facts (R-DIAG-1). */
import { z } from 'zod';

const at = z.iso.datetime({ offset: true });

/** `OTHER`: the name server refused or answered something else. `INTERNAL`: an address that only the provider's inside can reach. */
export const measuredSchema = z
  .object({
    host: z.string(),
    names: z
      .object({
        outcome: z.enum(['RESOLVED', 'NO_SUCH_NAME', 'NO_ADDRESS', 'NO_ANSWER', 'OTHER']),
        aliases: z.array(z.string()).max(8).meta({ description: 'The names that it leads to, one after the other.' }),
        addresses: z.array(z.string()).max(16),
      })
      .meta({ description: 'What name servers say.' }),
    connection: z
      .object({
        address: z.string(),
        outcome: z.enum(['OPEN', 'REFUSED', 'NO_ANSWER', 'INTERNAL']),
      })
      .optional()
      .meta({ description: 'Whether the first address takes connections for websites.' }),
    http: z
      .object({
        outcome: z.enum(['ANSWERED', 'BROKEN', 'NO_ANSWER']),
        status: z.int().optional(),
        location: z.string().optional(),
      })
      .optional()
      .meta({ description: 'What the server answers to a request without encryption. Redirections are not followed.' }),
    certificate: z
      .object({
        outcome: z.enum(['SHOWN', 'NONE']),
        coversHost: z.boolean().optional(),
        validFrom: at.optional(),
        validUntil: at.optional(),
      })
      .optional()
      .meta({ description: 'The certificate with which the server encrypts.' }),
  })
  .meta({ id: 'Measured' });
export type Measured = z.infer<typeof measuredSchema>;
