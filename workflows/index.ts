/** The workflows a worker hosts. */
export { filing } from './filing/filing.ts';
export { obligations } from './duties/duties.ts';
export { inspection } from './inspection/inspection.ts';
export { bureauSender } from './bureau/bureau-sender.ts';
export { bureauFetcher } from './bureau/bureau-fetcher.ts';
export { ending } from './rounds/ending.ts';
export { faceCheckRound } from './rounds/face-check-round.ts';
export { redelivery } from './rounds/redelivery.ts';
export { housekeeping } from './rounds/housekeeping.ts';
export { documentRound } from './rounds/document-round.ts';
export { watchRound } from './rounds/watch-round.ts';
export { retentionRound } from './rounds/retention-round.ts';
