/**
 * The facts in the database that decide or block the type of an order: orders in progress, and which account has filed the
 * entity (R-TYPE-6, R-ORD-8, R-ORD-12). The API reads them at the type check, activities again at every submission
 * (R-TYPE-5). What holds for the entity is read once, however many domains an order has.
 */
import type { AccountId, OrderId } from '../domain/identifiers.ts';
import type { EntityChangeNeeded, TypeContext } from '../domain/order-types/type-determination.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import {
  reservationOfCertificate,
  reservationsOfDomains,
  type DomainReservation,
} from '../store/orders/reservations.ts';
import { certificateIndex } from '../store/orders/certificate-index.ts';
import { documentsOnRecord, type DocumentsOnRecord } from '../store/records/documents-on-record.ts';
import { entitiesOfAccount, lookUp } from '../store/records/known-here.ts';

export interface TypeQuestion {
  /** The order being checked; its own reservations do not block it. */
  orderId?: OrderId;
  accountId: AccountId;
  certificateNumber: string;
  /** Registrable domains of the websites. */
  domains: readonly string[];
  /** The order's day in Shanghai. */
  on: CivilDate;
}

export interface KnownForType {
  /**
   * What is known of one of the domains. `registrantFits`: whether the registry says that the entity is the registrant;
   * undefined when it was not asked or gave no answer.
   */
  ofDomain: (domain: string, registrantFits: boolean | undefined) => TypeContext;
}

export async function readTypeContext(db: Database, vault: Vault, question: TypeQuestion): Promise<KnownForType> {
  const { orderId, accountId, certificateNumber, domains } = question;
  const [reservations, sameCertificate, entity, filed, documents] = await Promise.all([
    reservationsOfDomains(db, domains),
    reservationOfCertificate(db, certificateIndex(vault, certificateNumber)),
    lookUp(db, vault, { certificateNumber }),
    entitiesOfAccount(db, accountId),
    documentsOnRecord(db, vault, certificateNumber),
  ]);
  const owner = entity.accountId;
  const ofEntity = {
    certificateInOpenOrder: sameCertificate !== undefined && sameCertificate !== orderId,
    entityOwnedByOtherAccount: owner !== undefined && owner !== accountId,
    accountFiledAnotherEntity: filed.length > 0 && !filed.some((number) => number === entity.entityNumber),
    entityChangeNeeded: changeNeeded(documents, question),
  };
  const stands = (reservation: DomainReservation | undefined, registrantFits: boolean | undefined): boolean =>
    reservation !== undefined && reservation.orderId !== orderId && !(reservation.isDraft && registrantFits !== false);
  return {
    ofDomain: (domain, registrantFits) => ({
      ...ofEntity,
      domainInOpenOrder: stands(reservations.get(domain), registrantFits),
    }),
  };
}

/** A document is valid on its last day (R-PER-2). A completed change writes the new dates on record, which ends the wait (R-CHG-6). */
function changeNeeded(
  documents: DocumentsOnRecord | undefined,
  { accountId, on }: TypeQuestion,
): EntityChangeNeeded | undefined {
  if (documents === undefined || documents.validUntil.every((last) => last >= on)) return undefined;
  return { number: documents.number, ownRecord: documents.accountId === accountId };
}
