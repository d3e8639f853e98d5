/** The form as a page shows it: parts, and in each the fields in the order of the schema. */
import type { Bilingual } from '../../../domain/messages/texts/wording.ts';
import type { Control } from './control.ts';

export interface DrawnField {
  /** `entity.name`, `people.P1.mobile`, `websites.W2.preApprovals`: also its name when it is posted. */
  path: string;
  label: Bilingual;
  /** What holds for the field, before anybody breaks it. */
  rules: readonly Bilingual[];
  example?: string;
  control: Control;
  /** Whether the submission asks for it. */
  required: boolean;
  /** False for what stands in the record and the order cannot change. */
  editable: boolean;
}

export interface DrawnPart {
  /** `entity`, `people.P1`, `websites.W1`. */
  path: string;
  fields: readonly DrawnField[];
}
