/** Identifiers; their types keep one kind from being used as another. None of them carries personal data. */

/**
 * A case: what audit rows, steps, tasks and messages hang on. An order is a case; an inspection and a watched record will be
 * others.
 */
export type CaseId = string & { readonly isCase: true };
/** The order number; also the ID of its case and of its workflow. */
export type OrderId = CaseId & { readonly is: 'OrderId' };
/** A customer account of the provider; one account belongs to one entity (R-ACC-1). */
export type AccountId = string & { readonly is: 'AccountId' };
/** Names a person within one order's form (`P1`, `P2`, …); it says nothing about the person's identity. */
export type PersonId = string & { readonly is: 'PersonId' };
/** Names a website within one order's form (`W1`, `W2`, …). */
export type WebsiteId = string & { readonly is: 'WebsiteId' };
/** Chosen by the caller; an action with the same id happens only once. */
export type ActionId = string & { readonly is: 'ActionId' };

const ORDER_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A fresh order number: `BA`, the date the order was opened and eight random letters or digits. */
export function newOrderId(openedOn: string, randomBytes: Uint8Array): OrderId {
  const tail = Array.from(randomBytes.slice(0, 8), (byte) => ORDER_ALPHABET[byte % ORDER_ALPHABET.length]).join('');
  return `BA${openedOn.replaceAll('-', '')}-${tail}` as OrderId;
}
