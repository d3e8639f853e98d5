/** Codes of MIIT's tables as words of Beian: the way back of `words.ts`. Undefined for a code that Beian has no word for. */
import type { AccessMethod, Entity, PersonDocumentType, Province, Sector } from '../order/form.ts';
import { ORGANISATION_CERTIFICATE_TYPES, PERSON_DOCUMENT_TYPES } from '../order/form.ts';
import { ENTITY_KINDS, type EntityKind } from '../order-types/order-type.ts';
import {
  ACCESS_METHOD_CODE,
  certificateCode,
  NATURE_OF,
  PERSON_CERTIFICATE,
  PRE_APPROVAL_CODE,
  SERVER_PLACE_CODE,
} from './words.ts';

/** A record without a nature of unit is an individual's. */
export const kindOfNature = (code: number | undefined): EntityKind | undefined =>
  code === undefined ? 'INDIVIDUAL' : ENTITY_KINDS.find((kind) => NATURE_OF[kind] === code);

export const certificateOfCode = (kind: EntityKind, code: number): Entity['certificateType'] =>
  [...ORGANISATION_CERTIFICATE_TYPES, ...PERSON_DOCUMENT_TYPES].find((type) => certificateCode(kind, type) === code);

export const personDocumentOfCode = (code: number): PersonDocumentType | undefined =>
  wordOf<PersonDocumentType>(PERSON_CERTIFICATE, code);
export const accessMethodOfCode = (code: number): AccessMethod | undefined =>
  wordOf<AccessMethod>(ACCESS_METHOD_CODE, code);
export const serverPlaceOfCode = (code: number): Province | undefined => wordOf<Province>(SERVER_PLACE_CODE, code);
/** Of sectors that share a code, the one that the code is named after. */
export const sectorOfCode = (code: number): Sector | undefined => wordOf<Sector>(PRE_APPROVAL_CODE, code);

const wordOf = <Word extends string>(codes: Readonly<Record<Word, number>>, wanted: number): Word | undefined =>
  (Object.keys(codes) as Word[]).find((word) => codes[word] === wanted);
