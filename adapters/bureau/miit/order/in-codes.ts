/** Words of an order as codes of the table in force. What has no code goes to a person, and nothing leaves. */
import type { BureauCodes } from '../../../../domain/bureau-codes/bureau-codes.ts';
import type { CodeTable } from '../../../../domain/bureau-codes/code-row.ts';
import { AskPersonError } from '../../../delivery-faults.ts';

/** `what`: the field that the code says, for the person who is asked. */
export function inForce(codes: BureauCodes, table: CodeTable, code: number | undefined, what: string): number {
  if (code !== undefined && codes.row(table, code) !== undefined) return code;
  throw new AskPersonError(
    `${what}: MIIT's table ${table} in force has no code ${code ?? 'for it'}. Compare the code tables with the bureau, then hand the order over again.`,
    'CODE_NOT_IN_FORCE',
  );
}

/** The value, or a person is asked for it. */
export function known<Value>(value: Value | undefined, what: string): Value {
  if (value !== undefined) return value;
  throw new AskPersonError(
    `${what} is not known, and MIIT's interface needs it. Enter it, then hand the order over again.`,
    'LACKING',
  );
}
