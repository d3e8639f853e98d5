/** A campaign: many records are inspected for one reason, by one date (R-INSP-9, R-INSP-10). */
import type { EntityKind } from '../order-types/order-type.ts';
import type { Province } from '../order/form.ts';

/** What becomes of each number of a campaign. The inspection that is opened goes its own way. */
export const CAMPAIGN_RESULTS = ['WAITS', 'OPENED', 'INSPECTED_ALREADY', 'NOT_ON_RECORD', 'MALFORMED'] as const;
export type CampaignResult = (typeof CAMPAIGN_RESULTS)[number];

/** Which records: those that are named, or websites served here that fit, all of them or a random sample. */
export type Selection =
  { by: 'NUMBERS'; numbers: number } | { by: 'QUERY'; province?: Province; kind?: EntityKind; sample?: number };

/** The most numbers of one campaign. */
export const MOST_NUMBERS = 100_000;

/** Longer is no number, and would fill the table with whatever a file holds. */
export const NUMBER_FORM = /^[\p{L}\p{N}-]{1,60}$/u;

/** One number a line; an empty line is none, and of a table with several columns the first one counts. */
export const numbersInFile = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => (line.split(/[,;\t]/)[0] ?? '').trim().replaceAll('"', ''))
    .filter((number) => number !== '');
