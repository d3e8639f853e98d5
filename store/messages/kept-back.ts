/** Why a message waits before any vendor is asked. */

/** Its number or mailbox has had today what it takes (`message.perAddressAndDay`). */
export const ADDRESS_BUDGET = 'ADDRESS_BUDGET';
/** Nobody has proved its number (`message.numberProof`). */
export const ADDRESS_NOT_PROVED = 'ADDRESS_NOT_PROVED';

export const KEPT_BACK_BECAUSE: readonly string[] = [ADDRESS_BUDGET, ADDRESS_NOT_PROVED];
