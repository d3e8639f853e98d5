/**
 * The look-ups of R-TYPE-3 where Beian speaks to bureaus itself: what MIIT's interface says is filed, what is on record here, and the
 * blacklist. What the interface cannot say, a person looks up.
 */
import { AskPersonError } from '../adapters/delivery-faults.ts';
import type { Bureau } from '../adapters/bureau/bureau.ts';
import type { MiitAccount } from '../adapters/bureau/miit/account.ts';
import { createFilingStatusQueries, type FilingStatus } from '../adapters/bureau/miit/filing-status.ts';
import type { RecordLookup } from '../domain/assets/asset-facts.ts';
import { present } from '../domain/present.ts';
import { printedNumber } from '../domain/record/icp-number.ts';
import { isBlacklisted } from '../store/bureau-answers/blacklist.ts';
import type { Database } from '../store/postgres/database.ts';
import { lookUp as lookUpHere, type KnownHere } from '../store/records/known-here.ts';
import type { Vault } from '../store/sealing/vault.ts';

const NOTHING: RecordLookup = {
  entityFiled: false,
  entityHere: false,
  domainFiled: false,
  domainOfEntity: false,
  domainHere: false,
  shellEntity: false,
  blacklisted: false,
};

export interface LookUpParts {
  database: Database;
  vault: Vault;
  /** The first one is asked; a provider with several has the same record behind all of them. */
  accounts: readonly MiitAccount[];
  /** Puts the question to the filing desk, or answers with what it has said. */
  byHand: Bureau['lookUp'];
}

export function recordLookUps({ database, vault, accounts, byHand }: LookUpParts): Bureau['lookUp'] {
  const [account] = accounts;
  if (account === undefined) throw new AskPersonError('There is no account at a bureau.');
  const status = createFilingStatusQueries(account);
  return async (query) => {
    // Whom the bureau refuses, nobody has to look up.
    if (await isBlacklisted(database, vault, query)) return { ...NOTHING, blacklisted: true };
    const entity = await status.ofCertificate(query.certificateType, query.certificateNumber);
    if (entity === undefined) return byHand(query);
    const [domain, here] = await Promise.all([status.ofDomain(query.domain), lookUpHere(database, vault, query)]);
    return isAnswer({ entity, domain, here }) ? answer({ entity, domain, here }) : byHand(query);
  };
}

interface Known {
  entity: FilingStatus;
  domain: FilingStatus;
  here: KnownHere;
}

/** Whether the record of an entity that others serve is a shell, the interface does not say; it matters for a domain that is new (R-TYPE-3). */
const isAnswer = ({ entity, domain, here }: Known): boolean => !entity.filed || here.entityHere || domain.filed;

function answer({ entity, domain, here }: Known): RecordLookup {
  const domainOfEntity = entity.filed && domain.filed && isSame(entity.entityNumber, domain.entityNumber);
  return {
    entityFiled: entity.filed,
    entityHere: entity.filed && here.entityHere,
    domainFiled: domain.filed,
    domainOfEntity,
    domainHere: domain.filed && here.domainHere,
    shellEntity: entity.filed && here.shellEntity,
    blacklisted: false,
    onRecord: present({
      entityNumber: entity.entityNumber,
      websiteNumber: domainOfEntity ? domain.websiteNumber : undefined,
    }),
  };
}

const isSame = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && printedNumber(one) === printedNumber(other);
