/** What an API under test is made of, beside what its test hands it. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { localTokens } from '../../../api/auth/tokens.ts';
import type { ApiDependencies } from '../../../api/dependencies.ts';
import type { Limits } from '../../../api/limits.ts';
import { smsReceipts } from '../../../runtime/sms-receipts.ts';
import { fastForward } from '../../../runtime/time-skipping.ts';

export const SMS_RECEIPT_TOKEN = 'the-address-that-vendors-post-receipts-to';
export const BUREAU_SECRET = 'the-secret-of-the-bureau-in-tests';

const tokens = localTokens(randomBytes(32).toString('hex'));
/** A token for one of the applications under test. */
export const issueToken = tokens.issue;

/** Far above what a test asks. */
const MANY = 1_000_000;

type Given = Omit<
  ApiDependencies,
  | 'tokens'
  | 'bureauSecrets'
  | 'linkSecrets'
  | 'smsReceiptTokens'
  | 'smsReceipts'
  | 'publicUrl'
  | 'deskEmail'
  | 'log'
  | 'limits'
  | 'sandbox'
>;

/** Dependencies over a test's database, Temporal and outside parties; limits are those of nobody who asks too often. */
export const apiDependencies = (given: Given, limits: Partial<Limits> = {}): ApiDependencies => ({
  ...given,
  tokens: tokens.verify,
  bureauSecrets: [BUREAU_SECRET],
  linkSecrets: ['the-secret-of-face-check-links-in-tests'],
  smsReceiptTokens: [SMS_RECEIPT_TOKEN],
  smsReceipts,
  publicUrl: 'https://beian.example',
  deskEmail: 'desk@provider.example',
  log: pino({ level: 'silent' }),
  limits: {
    requestsPerMinute: MANY,
    writesPerMinute: MANY,
    systemRequestsPerMinute: MANY,
    systemWritesPerMinute: MANY,
    failuresPerMinute: MANY,
    ...limits,
  },
  sandbox: { issueToken, fastForward: (id, ms) => fastForward(given.temporal, id, ms) },
});
