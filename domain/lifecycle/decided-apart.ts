/**
 * Where a bureau decides on each website of an order by itself (`bureau.decisionScope`, R-BUR-4): what is decided so far, and what it
 * means for the order.
 */

interface WebsiteDecided {
  decision: 'APPROVED' | 'REJECTED';
  issuedOn?: string;
  /** MIIT's record has it, and the record here. */
  onRecord?: true;
}

/** By the names of the websites in the form. */
export type DecidedApart = Readonly<Record<string, WebsiteDecided>>;

interface Standing {
  /** Nothing is known of these. */
  undecided: string[];
  /** Approved, and not on record yet. */
  awaited: string[];
  onRecord: string[];
  rejected: string[];
}

/** How the websites stand; once the order counts as approved, one that nothing was said of is approved with it. */
export function standingOfWebsites(websites: readonly string[], decided: DecidedApart, isApproved: boolean): Standing {
  const those = (isMeant: (one: WebsiteDecided | undefined) => boolean): string[] =>
    websites.filter((id) => isMeant(decided[id]));
  return {
    undecided: isApproved ? [] : those((one) => one === undefined),
    awaited: those((one) => (one === undefined ? isApproved : one.decision === 'APPROVED' && one.onRecord !== true)),
    onRecord: those((one) => one?.onRecord === true),
    rejected: those((one) => one?.decision === 'REJECTED'),
  };
}

/** The decisions with the same one on each of these websites. */
export const withDecided = (
  decided: DecidedApart | undefined,
  websites: readonly string[],
  one: WebsiteDecided,
): DecidedApart => ({ ...decided, ...Object.fromEntries(websites.map((id) => [id, one])) });

/** Whether a decision on these websites says of each what was decided before, says something else of one, or is news. */
export function comparedToBefore(
  decided: DecidedApart,
  websites: readonly string[],
  decision: WebsiteDecided['decision'],
): 'REPEATS' | 'CONTRADICTS' | 'NEW' {
  const before = websites.map((id) => decided[id]?.decision);
  if (before.every((one) => one === decision)) return 'REPEATS';
  return before.some((one) => one !== undefined && one !== decision) ? 'CONTRADICTS' : 'NEW';
}
