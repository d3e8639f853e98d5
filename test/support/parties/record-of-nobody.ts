import type { RecordLookup } from '../../../domain/assets/asset-facts.ts';

/** What MIIT's record says about somebody who has filed nothing. */
export const RECORD_OF_NOBODY: RecordLookup = {
  entityFiled: false,
  entityHere: false,
  domainFiled: false,
  domainOfEntity: false,
  domainHere: false,
  shellEntity: false,
  blacklisted: false,
};
