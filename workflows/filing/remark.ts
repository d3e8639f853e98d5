/** The note or reason somebody wrote with an action; it is kept with the action in the history. */
export function remarkIn(data: unknown): { detail?: string } {
  const remark = textOf(data, 'note') ?? textOf(data, 'reason');
  return remark === undefined ? {} : { detail: remark };
}

function textOf(data: unknown, name: 'note' | 'reason'): string | undefined {
  const text = typeof data === 'object' && data !== null && name in data ? Reflect.get(data, name) : undefined;
  return typeof text === 'string' ? text : undefined;
}
