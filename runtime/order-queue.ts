/** Puts the documents of hand-overs into the queue of the account at the bureau of their province. */
import type { HandOver } from '../adapters/bureau/bureau.ts';
import { filingPasswordHash } from '../adapters/bureau/miit/authentication.ts';
import type { MiitAccount } from '../adapters/bureau/miit/account.ts';
import { zipped } from '../adapters/bureau/miit/envelope.ts';
import { orderDocument } from '../adapters/bureau/miit/order/order-document.ts';
import { ownParts, partKey } from '../adapters/bureau/miit/order/own-ids.ts';
import { AskPersonError } from '../adapters/delivery-faults.ts';
import type { BureauCodes } from '../domain/bureau-codes/bureau-codes.ts';
import type { OrderId } from '../domain/identifiers.ts';
import { instant } from '../domain/time/instant.ts';
import { nameParts } from '../store/bureau-ids/bureau-ids.ts';
import { handOverKey, isQueued, queueUpload } from '../store/bureau/uploads.ts';
import { filingPasswordOf } from '../store/proofs/filing-passwords.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';

export interface OrderQueueParts {
  database: Database;
  vault: Vault;
  accounts: readonly MiitAccount[];
  codes: () => Promise<BureauCodes>;
}

/** A hand-over that is queued already is left as it is. Throws AskPersonError for what the interface cannot carry. */
export function orderQueue({ database, vault, accounts, codes }: OrderQueueParts): (order: HandOver) => Promise<void> {
  return async (order) => {
    const { orderId, handOver } = order;
    const key = handOverKey(orderId, handOver);
    if (await isQueued(database, key)) return;
    const { name: account, ispId, profile } = accountFor(accounts, order);
    const parts = ownParts(order).map((part) => ({ ...part, key: partKey(part) }));
    const numbers = await nameParts(database, parts);
    const given = await filingPasswordOf(database, vault, orderId as OrderId);
    const { message, xml } = await orderDocument(order, {
      sender: { version: profile.rootVersion, ispId },
      codes: await codes(),
      passwordHash: profile.passwordHash,
      ...(given === undefined ? {} : { givenPasswordHash: filingPasswordHash(given.password) }),
      ids: (part) => numberIn(numbers, partKey(part)),
    });
    // Its bytes are as many or more; what lies between is refused by the bureau (code 18).
    if (xml.length > profile.mostDocumentBytes)
      throw new AskPersonError(
        'The documents of this order are larger than the bureau takes in one file. Have fewer websites filed at once, or smaller images.',
        'TOO_LARGE',
      );
    const upload = { account, key, message, zip: zipped(xml), orderId: orderId as OrderId, handOver };
    const queued = await queueUpload(database, vault, upload, instant(Date.now()));
    if (queued === 'ERASED')
      throw new AskPersonError('The data of this order was erased, so it cannot be handed over.');
  };
}

function numberIn(numbers: ReadonlyMap<string, string>, key: string): string {
  const number = numbers.get(key);
  if (number === undefined) throw new Error(`the part ${key} was given no number`);
  return number;
}

/** The account of the entity's province; a provider with one account reports everything there. */
function accountFor(accounts: readonly MiitAccount[], { form }: HandOver): MiitAccount {
  const [only, ...others] = accounts;
  const own = accounts.find(({ province }) => province === form.entity.province);
  const account = own ?? (others.length === 0 ? only : undefined);
  if (account !== undefined) return account;
  throw new AskPersonError(
    'None of the accounts at the bureaus is for the province of this entity. Name the account in the configuration, or hand the order over by hand.',
    'NO_ACCOUNT',
  );
}
