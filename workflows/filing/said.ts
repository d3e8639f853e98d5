/** What somebody wrote with an action, a note or a reason; kept with the action in the history. */
export function saidWith(data: unknown): { detail?: string } {
  const said = textOf(data, 'note') ?? textOf(data, 'reason');
  return said === undefined ? {} : { detail: said };
}

function textOf(data: unknown, name: 'note' | 'reason'): string | undefined {
  const text = typeof data === 'object' && data !== null && name in data ? Reflect.get(data, name) : undefined;
  return typeof text === 'string' ? text : undefined;
}
