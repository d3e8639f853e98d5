/**
 * Determines the type of an order that adds something (R-TYPE-3) from certificate number and domain; the user never
 * chooses it (R-TYPE-1). Blocks are tested first, then the rows from top to bottom; no match is an operator task.
 */
import type { RecordLookup } from '../assets/asset-facts.ts';
import type { Finding } from '../finding.ts';
import type { OrderType } from './order-type.ts';

/** What the provider itself knows about account, entity and domain (R-TYPE-6, R-ORD-12). */
export interface TypeContext {
  /** Another open order here has reserved this domain. */
  domainInOpenOrder: boolean;
  /** Another open order here was submitted with this certificate number. */
  certificateInOpenOrder: boolean;
  /** Another account here owns the entity's record. */
  entityOwnedByOtherAccount: boolean;
  /** This account owns the record of another entity (R-ACC-1, R-ORD-8). */
  accountFiledAnotherEntity: boolean;
  /** The record here says that a document of the entity or its head has expired; add-orders wait for its change (R-CHG-6). */
  entityChangeNeeded?: EntityChangeNeeded | undefined;
}

export interface EntityChangeNeeded {
  /** The entity's number. */
  number: string;
  /** Whether the record belongs to the account, so that it can open the change; false while it belongs to none. */
  ownRecord: boolean;
}

export const TYPE_BLOCKS = {
  ACCOUNT_OF_ANOTHER_ENTITY:
    'This account has filed another person or organisation. Open the order from another account; it may use a server of this account by an authorization code.',
  BLACKLISTED:
    'The bureau has blacklisted this document number; it cannot be filed again. Ask the bureau on 010-66411166.',
  DOMAIN_IN_OPEN_ORDER:
    'The domain is already part of an order in progress. Finish or abandon that order, or use another domain.',
  CERTIFICATE_IN_OPEN_ORDER:
    'An order with this certificate number is in progress. Wait until it is decided, or abandon it.',
  DOMAIN_OF_ANOTHER:
    "The domain still carries somebody else's record. Look up the province of that record at https://beian.miit.gov.cn/, post that bureau's deregistration form with the proofs, and file again when the record is gone.",
  SHELL_ENTITY:
    "The entity's record has no website and no access left. Deregister it first with the bureau's own form (online or by post), then file for the first time.",
  ENTITY_OF_ANOTHER_ACCOUNT:
    'The entity is filed in another account of this provider. Open the order from that account.',
  ENTITY_CHANGE_FIRST:
    'The document of the entity, or of its head, has expired on record. Change the entity first (CHANGE_ENTITY); new orders are possible when that is completed.',
  NOTHING_TO_ADD:
    'Entity and domain are filed and have their access here: nothing has to be added. Open a change or a removal from the record.',
} as const;
export type TypeBlock = keyof typeof TYPE_BLOCKS;

/** Blocks that say nothing about the type, because another order, another account or an expired document is the reason. */
export const SAYS_NOTHING_OF_TYPE: ReadonlySet<string> = new Set<TypeBlock>([
  'DOMAIN_IN_OPEN_ORDER',
  'CERTIFICATE_IN_OPEN_ORDER',
  'ACCOUNT_OF_ANOTHER_ENTITY',
  'ENTITY_OF_ANOTHER_ACCOUNT',
  'ENTITY_CHANGE_FIRST',
]);

/** Blocks for as long as the account is the one it is: only another account can file the order (R-ACC-1, R-ORD-8). */
const WRONG_ACCOUNT: ReadonlySet<string> = new Set<TypeBlock>([
  'ACCOUNT_OF_ANOTHER_ENTITY',
  'ENTITY_OF_ANOTHER_ACCOUNT',
]);
export const isOfWrongAccount = ({ code }: Finding): boolean => WRONG_ACCOUNT.has(code);

/** Code of an order whose type only an operator can determine; a task of this kind is opened for it. */
export const TYPE_UNCLEAR = 'TYPE_UNCLEAR';

export type TypeDetermination =
  | { result: 'TYPE'; type: OrderType }
  | { result: 'BLOCKED'; code: TypeBlock; advice: string }
  | { result: 'OPERATOR_TASK'; advice: string };

export function determineType(lookup: RecordLookup, context: TypeContext): TypeDetermination {
  const block = blockOf(lookup, context);
  if (block !== undefined) return { result: 'BLOCKED', code: block, advice: adviceOn(block, context) };
  const type = typeOf(lookup);
  if (type === undefined) {
    return {
      result: 'OPERATOR_TASK',
      advice: 'The record does not fit any case. An operator looks into it and tells you.',
    };
  }
  return { result: 'TYPE', type };
}

/** What to do about a block; an expired document names the record that is to be changed. */
function adviceOn(block: TypeBlock, { entityChangeNeeded: change }: TypeContext): string {
  if (block !== 'ENTITY_CHANGE_FIRST' || change === undefined) return TYPE_BLOCKS[block];
  const { number, ownRecord } = change;
  return ownRecord
    ? `${TYPE_BLOCKS[block]} Abandon this order, open the change from record ${number} with the new document, and file the website afterwards.`
    : `${TYPE_BLOCKS[block]} Record ${number} belongs to no account yet: ask the filing desk to enter yours, then open the change from it.`;
}

/** The rows of R-TYPE-3 that block, and the provider's own reasons. */
function blockOf(lookup: RecordLookup, context: TypeContext): TypeBlock | undefined {
  if (context.accountFiledAnotherEntity) return 'ACCOUNT_OF_ANOTHER_ENTITY';
  if (lookup.blacklisted) return 'BLACKLISTED';
  if (context.domainInOpenOrder) return 'DOMAIN_IN_OPEN_ORDER';
  if (context.certificateInOpenOrder) return 'CERTIFICATE_IN_OPEN_ORDER';
  if (lookup.domainFiled && !lookup.domainOfEntity) return 'DOMAIN_OF_ANOTHER';
  if (lookup.entityFiled && lookup.shellEntity && !lookup.entityHere && !lookup.domainFiled) return 'SHELL_ENTITY';
  // MIIT says whether the entity is filed: a record here that MIIT no longer has keeps nobody from filing.
  if (lookup.entityFiled && context.entityOwnedByOtherAccount) return 'ENTITY_OF_ANOTHER_ACCOUNT';
  if (lookup.entityFiled && context.entityChangeNeeded !== undefined) return 'ENTITY_CHANGE_FIRST';
  if (lookup.entityFiled && lookup.entityHere && lookup.domainFiled && lookup.domainHere) return 'NOTHING_TO_ADD';
  return undefined;
}

/** The rows of R-TYPE-3 that give a type; a domain that is on record belongs to this entity. */
function typeOf({ entityFiled, entityHere, domainFiled, domainHere }: RecordLookup): OrderType | undefined {
  if (!entityFiled) return domainFiled ? undefined : 'FIRST';
  if (!domainFiled) return entityHere ? 'NEW_SITE_HERE' : 'NEW_SITE_ELSEWHERE';
  if (domainHere) return undefined;
  return entityHere ? 'TRANSFER_MORE' : 'TRANSFER_NEW';
}
