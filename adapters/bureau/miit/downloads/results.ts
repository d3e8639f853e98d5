/** Results of the machine check, and decisions of the bureau (BAJG; V3.0 §3.1, §3.2). */
import { present } from '../../../../domain/present.ts';
import { RecordError, type Reader } from './reader.ts';

/** What a request was about, as results number it. */
const OPERATIONS = new Map<number, Operation>([
  [1, 'FIRST_FILING'],
  [2, 'NEW_WEBSITE'],
  [3, 'NEW_ACCESS'],
  [4, 'CHANGE'],
  [5, 'REMOVE_ACCESS'],
  [6, 'REMOVE_ENTITY'],
  [7, 'REMOVE_WEBSITE'],
  [35, 'VERIFICATION_MATERIAL'],
]);
export type Operation =
  | 'FIRST_FILING'
  | 'NEW_WEBSITE'
  | 'NEW_ACCESS'
  | 'CHANGE'
  | 'REMOVE_ACCESS'
  | 'REMOVE_ENTITY'
  | 'REMOVE_WEBSITE'
  | 'VERIFICATION_MATERIAL';

export interface MachineResult {
  operation: Operation;
  /** What the request was named by: an id of this provider or of the province, or a number, as it was sent. */
  about?: string;
  /** All results of the request at once. */
  results: readonly { code: string; text?: string }[];
}

export function machineResult(result: Reader): MachineResult {
  result.optionalText('Bz');
  return {
    operation: operationOf(result.code('Czlx')),
    results: result
      .some('Jgxx')
      .map((one) => ({ code: one.id('Jgdm'), ...present({ text: one.optionalText('Dmms') }) })),
    ...present({ about: result.optionalText('Bs') }),
  };
}

export interface Decision {
  approved: boolean;
  /** Day or time of the decision, as the bureau wrote it. */
  decidedAt: string;
  operation?: Operation;
  /** The id that the operation is named by. */
  about?: string;
  /** The reasons, in free text. */
  opinion?: string;
}

/** The name and telephone number of the official are read past: nothing here needs them. */
export function decision(decided: Reader): Decision {
  for (const name of ['Shrxm', 'Shr_dhhm']) decided.optionalText(name);
  const result = decided.code('Shjg');
  if (result > 1) throw new RecordError(`Shjg ${result} is neither approval nor refusal`);
  const operation = decided.optionalCode('Czlx');
  return {
    approved: result === 1,
    decidedAt: decided.text('Shsj'),
    ...present({
      operation: operation === undefined ? undefined : operationOf(operation),
      about: decided.optionalId('Jlid'),
      opinion: decided.optionalText('Shyj'),
    }),
  };
}

function operationOf(code: number): Operation {
  const operation = OPERATIONS.get(code);
  if (operation === undefined) throw new RecordError(`Czlx ${code} is no operation of this version`);
  return operation;
}
