/** The effects of the facts in a bureau's files. */
import { rectifyBy } from '../../domain/inspection/rectify-by.ts';
import { dateRange } from '../../domain/policy/date-range.ts';
import { civilDate, dueInCalendarDays, type Instant } from '../../domain/time/instant.ts';
import { takeCodes } from '../../store/bureau-codes/bureau-codes.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { blacklistEffect } from './blacklist.ts';
import { NoEffectError, type DownloadEffects } from './download-effects.ts';
import { addressResultEffect } from './effects-on-addresses.ts';
import { inspectedEffect, rectifyEffect } from './effects-on-inspections.ts';
import { verificationEffect } from './effects-on-verifications.ts';
import { unfiledEffect } from './effects-on-unfiled.ts';
import { decisionEffect, machineResultEffect } from './effects-on-orders.ts';
import { recordEffect, synchronisedEffect } from './effects-on-records.ts';
import { removedEffect } from './effects-on-removals.ts';

type EffectsDependencies = Pick<ActivityDependencies, 'vault' | 'bureauAccounts' | 'rules' | 'deskEmail'>;

const forPerson = async (): Promise<void> => {
  throw new NoEffectError('a person has to look at this fact');
};
const nothing = async (): Promise<void> => {};

export function createDownloadEffects({
  vault,
  rules,
  deskEmail,
  bureauAccounts = [],
}: EffectsDependencies): DownloadEffects {
  const ofRecords = {
    vault,
    deskEmail,
    dueAt: async (at: Instant) => rectifyBy((await rules()).policies, at),
    rangeAt: async (at: Instant) => dateRange((await rules()).policies, at),
    ispIdOf: (account: string) => bureauAccounts.find(({ name }) => name === account)?.ispId,
  };
  return {
    RESULT: machineResultEffect(vault),
    DECISION: decisionEffect(ofRecords),
    RECORD: recordEffect(ofRecords),
    SYNCHRONISED: synchronisedEffect(ofRecords),
    REMOVED: removedEffect(ofRecords),
    BLACKLISTED: blacklistEffect(vault),
    TASK: verificationEffect(vault),
    ILLEGAL_ACCESS: forPerson,
    UNFILED: unfiledEffect({
      vault,
      async unfiledDueAt(at) {
        const { policies } = await rules();
        return dueInCalendarDays(at, policies.resolve('unfiled.handleDays', {}, civilDate(at)));
      },
    }),
    INSPECTED: inspectedEffect(ofRecords),
    TO_RECTIFY: rectifyEffect(ofRecords),
    ADDRESS_RESULT: addressResultEffect(vault),
    ADDRESS_FAULT: forPerson,
    ADDRESS_RECORD: forPerson,
    CODES: async (trx, rows, { account, fileName, at }) => {
      await takeCodes(trx, { name: `${account}/${fileName}`, at }, rows);
    },
    REPORTING_UNIT: nothing,
    DOMAIN_REPORT: nothing,
    UNREADABLE: forPerson,
  };
}
