/**
 * The meaning of Tencent Cloud Face ID's result codes for a filing.
 * Source: https://cloud.tencent.com/document/product/1007/31082 (WeChat H5 and mini program), read 2026-11-22; 2018 from
 * https://cloud.tencent.com/document/product/1007/108625, read 2026-11-22.
 */
export type ResultMeaning =
  | 'PASSED'
  | 'UNFINISHED'
  /** The check is closed; the result is that of the tries made so far. */
  | 'CLOSED'
  | 'NO_TRIES_LEFT'
  | 'PERSON'
  /** The database does not have the person, or no usable photo. */
  | 'NOT_POSSIBLE'
  | 'TOO_OFTEN'
  | 'SET_UP'
  | 'VENDOR_FAULT';

const MEANINGS: Readonly<Record<number, ResultMeaning>> = {
  0: 'PASSED',
  1: 'SET_UP',
  2: 'SET_UP',
  3: 'SET_UP',
  4: 'VENDOR_FAULT',
  8: 'VENDOR_FAULT',
  10: 'VENDOR_FAULT',
  12: 'VENDOR_FAULT',
  13: 'VENDOR_FAULT',
  14: 'CLOSED', // this check is completed
  15: 'CLOSED', // the token has expired
  16: 'NO_TRIES_LEFT',
  17: 'UNFINISHED',
  201: 'VENDOR_FAULT', // no picture from WeChat
  202: 'VENDOR_FAULT', // no video
  203: 'SET_UP', // no permission for this interface
  204: 'SET_UP', // the WeChat account has not authorised Face ID
  301: 'PERSON', // the card shows another number
  302: 'PERSON', // the card has expired
  303: 'PERSON', // the card could not be read
  1001: 'VENDOR_FAULT', // time-out
  1006: 'VENDOR_FAULT',
  1007: 'VENDOR_FAULT',
  1008: 'VENDOR_FAULT', // the person's network broke
  2001: 'VENDOR_FAULT', // time-out of the comparison
  2004: 'VENDOR_FAULT', // no picture could be taken out of the video
  2005: 'NOT_POSSIBLE',
  2007: 'NOT_POSSIBLE',
  2008: 'NOT_POSSIBLE',
  2009: 'NOT_POSSIBLE',
  2017: 'VENDOR_FAULT', // the database is being upgraded
  2018: 'TOO_OFTEN',
};

/** Codes from 1000 on are about recording and comparison; unlisted ones count as fails of the person. */
export const meaningOf = (code: number): ResultMeaning => MEANINGS[code] ?? (code >= 1000 ? 'PERSON' : 'VENDOR_FAULT');
