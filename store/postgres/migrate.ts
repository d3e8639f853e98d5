/** The migrations that bring the tables into their present shape. */
import { Migrator, type Migration } from 'kysely';
import * as initial from '../migrations/0001-initial.ts';
import * as obligations from '../migrations/0002-obligations.ts';
import * as messageDelivery from '../migrations/0003-message-delivery.ts';
import * as faceChecks from '../migrations/0004-face-checks.ts';
import * as deskAndRequests from '../migrations/0005-desk-and-requests.ts';
import * as factsForRules from '../migrations/0006-facts-for-rules.ts';
import * as recordLookups from '../migrations/0007-record-lookups.ts';
import * as reservationsByOrder from '../migrations/0008-reservations-by-order.ts';
import * as cases from '../migrations/0009-cases.ts';
import * as stepsOfEveryProcess from '../migrations/0010-steps-of-every-process.ts';
import * as attemptsWithoutWord from '../migrations/0011-attempts-without-word.ts';
import * as owedWork from '../migrations/0012-owed-work.ts';
import * as prunedByAge from '../migrations/0013-pruned-by-age.ts';
import * as actionCounts from '../migrations/0014-action-counts.ts';
import * as processes from '../migrations/0015-processes.ts';
import * as shownScans from '../migrations/0016-shown-scans.ts';
import * as turnsOfRequests from '../migrations/0017-turns-of-requests.ts';
import * as unusedCertificateIndex from '../migrations/0018-unused-certificate-index.ts';
import * as endingAgreed from '../migrations/0019-ending-agreed.ts';
import * as retention from '../migrations/0020-retention.ts';
import * as readsOfData from '../migrations/0021-reads-of-data.ts';
import * as addressCounts from '../migrations/0022-address-counts.ts';
import * as fairQuestions from '../migrations/0023-fair-questions.ts';
import * as auditMacs from '../migrations/0024-audit-macs.ts';
import * as faceCheckQuestions from '../migrations/0025-face-check-questions.ts';
import * as erasures from '../migrations/0026-erasures.ts';
import * as domainsInOneSpelling from '../migrations/0027-domains-in-one-spelling.ts';
import * as typedTexts from '../migrations/0028-typed-texts.ts';
import * as recordVersions from '../migrations/0029-record-versions.ts';
import * as accessGate from '../migrations/0030-access-gate.ts';
import * as numberProofs from '../migrations/0031-number-proofs.ts';
import * as numbersOnRecord from '../migrations/0032-numbers-on-record.ts';
import * as ordersFromRecords from '../migrations/0033-orders-from-records.ts';
import * as recordEntries from '../migrations/0034-record-entries.ts';
import * as faceCheckReasons from '../migrations/0035-face-check-reasons.ts';
import * as siteHeadsOfOpenOrders from '../migrations/0036-site-heads-of-open-orders.ts';
import * as highWater from '../migrations/0037-high-water.ts';
import * as chainedReads from '../migrations/0038-chained-reads.ts';
import * as gateDeliveries from '../migrations/0039-gate-deliveries.ts';
import * as holderCodes from '../migrations/0040-holder-codes.ts';
import * as psbNumbersInOneSpelling from '../migrations/0041-psb-numbers-in-one-spelling.ts';
import * as consoleSessions from '../migrations/0042-console-sessions.ts';
import * as bureauCodes from '../migrations/0044-bureau-codes.ts';
import * as bureauIds from '../migrations/0045-bureau-ids.ts';
import * as bureauExchange from '../migrations/0046-bureau-exchange.ts';
import * as bureauAnswers from '../migrations/0048-bureau-answers.ts';
import * as bureauAddresses from '../migrations/0049-bureau-addresses.ts';
import * as inspections from '../migrations/0050-inspections.ts';
import * as submittedForms from '../migrations/0053-submitted-forms.ts';
import * as announcedChanges from '../migrations/0056-announced-changes.ts';
import * as idsOfImports from '../migrations/0059-ids-of-imports.ts';
import * as unfiledWebsites from '../migrations/0061-unfiled-websites.ts';
import * as filingPasswords from '../migrations/0062-filing-passwords.ts';
import * as handOffs from '../migrations/0057-hand-offs.ts';
import * as addressesOfAccesses from '../migrations/0065-addresses-of-accesses.ts';
import * as inspectionsAsCases from '../migrations/0068-inspections-as-cases.ts';
import * as inspectionCampaigns from '../migrations/0069-inspection-campaigns.ts';
import * as recordWatches from '../migrations/0071-record-watches.ts';
import type { Database } from './database.ts';
import { buildLateIndexes } from './late-indexes.ts';

export const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-obligations': obligations,
  '0003-message-delivery': messageDelivery,
  '0004-face-checks': faceChecks,
  '0005-desk-and-requests': deskAndRequests,
  '0006-facts-for-rules': factsForRules,
  '0007-record-lookups': recordLookups,
  '0008-reservations-by-order': reservationsByOrder,
  '0009-cases': cases,
  '0010-steps-of-every-process': stepsOfEveryProcess,
  '0011-attempts-without-word': attemptsWithoutWord,
  '0012-owed-work': owedWork,
  '0013-pruned-by-age': prunedByAge,
  '0014-action-counts': actionCounts,
  '0015-processes': processes,
  '0016-shown-scans': shownScans,
  '0017-turns-of-requests': turnsOfRequests,
  '0018-unused-certificate-index': unusedCertificateIndex,
  '0019-ending-agreed': endingAgreed,
  '0020-retention': retention,
  '0021-reads-of-data': readsOfData,
  '0022-address-counts': addressCounts,
  '0023-fair-questions': fairQuestions,
  '0024-audit-macs': auditMacs,
  '0025-face-check-questions': faceCheckQuestions,
  '0026-erasures': erasures,
  '0027-domains-in-one-spelling': domainsInOneSpelling,
  '0028-typed-texts': typedTexts,
  '0029-record-versions': recordVersions,
  '0030-access-gate': accessGate,
  '0031-number-proofs': numberProofs,
  '0032-numbers-on-record': numbersOnRecord,
  '0033-orders-from-records': ordersFromRecords,
  '0034-record-entries': recordEntries,
  '0035-face-check-reasons': faceCheckReasons,
  '0036-site-heads-of-open-orders': siteHeadsOfOpenOrders,
  '0037-high-water': highWater,
  '0038-chained-reads': chainedReads,
  '0039-gate-deliveries': gateDeliveries,
  '0040-holder-codes': holderCodes,
  '0041-psb-numbers-in-one-spelling': psbNumbersInOneSpelling,
  '0042-console-sessions': consoleSessions,
  '0044-bureau-codes': bureauCodes,
  '0045-bureau-ids': bureauIds,
  '0046-bureau-exchange': bureauExchange,
  '0048-bureau-answers': bureauAnswers,
  '0049-bureau-addresses': bureauAddresses,
  '0050-inspections': inspections,
  '0053-submitted-forms': submittedForms,
  '0056-announced-changes': announcedChanges,
  '0059-ids-of-imports': idsOfImports,
  '0061-unfiled-websites': unfiledWebsites,
  '0062-filing-passwords': filingPasswords,
  '0057-hand-offs': handOffs,
  '0065-addresses-of-accesses': addressesOfAccesses,
  '0068-inspections-as-cases': inspectionsAsCases,
  '0069-inspection-campaigns': inspectionCampaigns,
  '0071-record-watches': recordWatches,
};

export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Brings the tables into their present shape. Does nothing when they are up to date. Several processes may call it at once;
 * one works and the others wait. A migration whose number is lower than one that has run already still runs: its number was
 * taken earlier and it was merged later. Indexes of tables that are in use are built last, beside the work. Throws {@link MigrationError}
 * naming the migration that failed.
 */
export async function migrate(db: Database): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return buildLateIndexes(db);
  const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'preparing the migrations';
  throw new MigrationError(`${failed}: ${error instanceof Error ? error.message : 'unknown error'}`, { cause: error });
}
