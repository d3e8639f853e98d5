/**
 * The facts in the database that decide or block the type of an order: orders in progress, and which account has filed the
 * entity (R-TYPE-6, R-ORD-8, R-ORD-12). The API reads them at the type check, activities again at every submission
 * (R-TYPE-5). What holds for the entity is read once, however many domains an order has.
 */
import type { AccountId, OrderId } from '../domain/identifiers.ts';
import type { TypeContext } from '../domain/order-types/type-determination.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import {
  reservationOfCertificate,
  reservationsOfDomains,
  type DomainReservation,
} from '../store/orders/reservations.ts';
import { certificateIndex } from '../store/orders/certificate-index.ts';
import { entitiesOfAccount, lookUp } from '../store/records/known-here.ts';

export interface TypeQuestion {
  /** The order being checked; its own reservations do not block it. */
  orderId?: OrderId;
  accountId: AccountId;
  certificateNumber: string;
  /** Registrable domains of the websites. */
  domains: readonly string[];
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
  const [reservations, sameCertificate, entity, filed] = await Promise.all([
    reservationsOfDomains(db, domains),
    reservationOfCertificate(db, certificateIndex(vault, certificateNumber)),
    lookUp(db, vault, { certificateNumber }),
    entitiesOfAccount(db, accountId),
  ]);
  const owner = entity.accountId;
  const ofEntity = {
    certificateInOpenOrder: sameCertificate !== undefined && sameCertificate !== orderId,
    entityOwnedByOtherAccount: owner !== undefined && owner !== accountId,
    accountFiledAnotherEntity: filed.length > 0 && !filed.some((number) => number === entity.entityNumber),
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
