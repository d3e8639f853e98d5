/**
 * Looks one domain up in MIIT's record and in the orders here. The answer is the type of order or what blocks an order
 * (R-TYPE-3, R-TYPE-6). The type check asks, and every submission asks again (R-TYPE-5).
 */
import type { AssetDirectory } from '../adapters/assets/asset-directory.ts';
import type { Bureau } from '../adapters/bureau/bureau.ts';
import { isKnown, type NotKnown } from '../domain/assets/asset-facts.ts';
import { determineType, type TypeDetermination } from '../domain/order-types/type-determination.ts';
import { present } from '../domain/present.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import { GATEWAY_MS, lookUpPatiently, patientAssets, type OnRefused } from './patient-look-ups.ts';
import { readTypeContext, type TypeQuestion } from './type-context.ts';

export interface TypeLookUpDependencies {
  database: Database;
  vault: Vault;
  bureau: Pick<Bureau, 'lookUp'>;
  /** Tells whether the entity is the registrant of the domain; left out by callers that need no answer. */
  assets?: AssetDirectory;
  onRefused?: OnRefused;
}

export interface DomainToType extends Omit<TypeQuestion, 'registrantFits'> {
  certificateType: string;
  /** Name of the entity, when it is known. */
  name?: string | undefined;
}

export interface LookedUpType {
  /** The type, what blocks an order, or why the record could not be looked up in time. */
  verdict: TypeDetermination | NotKnown;
  /** Whether the registry says that the entity is the registrant; undefined when it was not asked or gave no answer. */
  registrantFits: boolean | undefined;
  accountFiledAnotherEntity: boolean;
}

export async function lookUpType(
  { database, vault, bureau, assets, onRefused }: TypeLookUpDependencies,
  { certificateType, name, ...question }: DomainToType,
): Promise<LookedUpType> {
  const { certificateNumber, domain } = question;
  const context = async () => {
    const facts = assets && (await patientAssets(assets).domain(domain, { certificateNumber, ...present({ name }) }));
    const registrantFits = isKnown(facts) ? facts.registrantMatches : undefined;
    return { registrantFits, known: await readTypeContext(database, vault, { ...question, registrantFits }) };
  };
  const [lookup, { known, registrantFits }] = await Promise.all([
    lookUpPatiently(() => bureau.lookUp({ certificateType, certificateNumber, domain }), GATEWAY_MS, onRefused),
    context(),
  ]);
  const { accountFiledAnotherEntity } = known;
  return {
    verdict: isKnown(lookup) ? determineType(lookup, known) : lookup,
    registrantFits,
    accountFiledAnotherEntity,
  };
}
