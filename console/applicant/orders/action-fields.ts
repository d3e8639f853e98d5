/** The fields of the data that an action carries, from its schema. */
import { z } from 'zod';
import { actionData, type Action } from '../../../domain/lifecycle/action.ts';
import { controlOf, type Control } from '../form/control.ts';

export interface ActionField {
  name: string;
  control: Control;
  required: boolean;
}

export const actionFields = (action: Action): ActionField[] => fieldsOf(actionData[action]());

/** Of any schema of an object. */
export function fieldsOf(schema: z.ZodType): ActionField[] {
  const bare = schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  if (!(bare instanceof z.ZodObject)) return [];
  return Object.entries(bare.shape).map(([name, field]) => ({
    name,
    control: controlOf(field),
    required: field instanceof z.ZodType && !field.safeParse(undefined).success,
  }));
}
