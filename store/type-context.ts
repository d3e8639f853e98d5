/** What the provider itself knows that bears on the type of an order (R-TYPE-6, R-ORD-12). */
import type { AccountId, OrderId } from '../domain/identifiers.ts';
import type { TypeContext } from '../domain/type-determination.ts';
import { accountOfEntity } from './accounts.ts';
import type { Database } from './database.ts';
import type { Vault } from './envelope.ts';
import { openOrderOfDomain, openOrdersOfCertificate } from './orders.ts';

export interface TypeQuestion {
  accountId: AccountId;
  /** The order asked for, which is no conflict with itself; absent before there is one. */
  orderId?: OrderId;
  certificateNumber: string;
  /** Registrable domain. */
  domain: string;
}

export async function readTypeContext(db: Database, vault: Vault, question: TypeQuestion): Promise<TypeContext> {
  const { accountId, orderId, certificateNumber, domain } = question;
  const [holder, ofCertificate, owner] = await Promise.all([
    openOrderOfDomain(db, domain),
    openOrdersOfCertificate(db, vault, certificateNumber),
    accountOfEntity(db, vault, certificateNumber),
  ]);
  return {
    domainInOpenOrder: holder !== undefined && holder !== orderId,
    certificateInOpenOrder: ofCertificate.some(({ id }) => id !== orderId),
    entityOwnedByOtherAccount: owner !== undefined && owner !== accountId,
  };
}
