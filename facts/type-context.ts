/**
 * The facts in the database that decide or block the type of an order: orders in progress, and which account has filed the
 * entity (R-TYPE-6, R-ORD-8, R-ORD-12). The API reads them at the type check, activities again at every submission
 * (R-TYPE-5).
 */
import type { AccountId, OrderId } from '../domain/identifiers.ts';
import type { TypeContext } from '../domain/order-types/type-determination.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import { reservationOfCertificate, reservationOfDomain } from '../store/orders/reservations.ts';
import { certificateIndex } from '../store/orders/certificate-index.ts';
import { lookUp } from '../store/records/known-here.ts';
import { readRecords } from '../store/records/records.ts';

export interface TypeQuestion {
  /** The order being checked; its own reservations do not block it. */
  orderId?: OrderId;
  accountId: AccountId;
  certificateNumber: string;
  /** Registrable domain of the website. */
  domain: string;
  /** Whether the registry says that the entity is the registrant; undefined when it was not asked or gave no answer. */
  registrantFits?: boolean | undefined;
}

export interface KnownForType extends TypeContext {
  /** This account has filed another entity: one account, one entity (R-ACC-1, R-ORD-8). */
  accountFiledAnotherEntity: boolean;
}

export async function readTypeContext(db: Database, vault: Vault, question: TypeQuestion): Promise<KnownForType> {
  const { orderId, accountId, certificateNumber, domain, registrantFits } = question;
  const [reservation, sameCertificate, entity, records] = await Promise.all([
    reservationOfDomain(db, domain),
    reservationOfCertificate(db, certificateIndex(vault, certificateNumber)),
    lookUp(db, vault, { certificateNumber }),
    readRecords(db, vault, { accountId }),
  ]);
  const owner = entity.accountId;
  const filed = records.filter(({ status }) => status !== 'DEREGISTERED');
  return {
    domainInOpenOrder:
      reservation !== undefined &&
      reservation.orderId !== orderId &&
      !(reservation.isDraft && registrantFits !== false),
    certificateInOpenOrder: sameCertificate !== undefined && sameCertificate !== orderId,
    entityOwnedByOtherAccount: owner !== undefined && owner !== accountId,
    accountFiledAnotherEntity: filed.length > 0 && !filed.some(({ number }) => number === entity.entityNumber),
  };
}
