/** The provider's answer to a bureau's question whether a filing is true and served here (待核实, R-MI-4). */
import { z } from 'zod';
import { oneLine } from '../text/one-line.ts';
import type { CivilDate } from '../time/instant.ts';

export const verificationAnswerSchema = z
  .strictObject({
    passed: z.boolean().meta({ description: 'False refuses: the filing is not true, or not served here.' }),
    verifiedBy: oneLine(100).meta({ description: 'Who has verified it, by name, as the bureau wants to know.' }),
    opinion: oneLine(1000),
    faults: z.string().trim().min(1).max(4000).optional().meta({ description: 'What is wrong.' }),
  })
  .meta({ id: 'VerificationAnswer' });
export type VerificationAnswer = z.infer<typeof verificationAnswerSchema>;

export const VERIFICATION_STATES = ['OPEN', 'ANSWERED'] as const;

/** An answer with the file that asks, and the place of the question in it. */
export interface VerificationToSend extends VerificationAnswer {
  file: Uint8Array;
  index: number;
  verifiedOn: CivilDate;
}
