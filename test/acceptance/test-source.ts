/** Finds the source of a test by a part of its title. */
import { parseSync, type Module, type Script } from '@swc/core';

interface Span {
  start: number;
  end: number;
}

/**
 * The call of `test` or `describe` whose text has the title, the innermost of them; where the title stands in a table beside the
 * tests, the statement that has it. Throws unless the title stands exactly once in the file.
 */
export function testSource(text: string, title: string, tsx: boolean): string {
  const times = text.split(title).length - 1;
  if (times !== 1) throw new Error(`a title stands ${times} times in its file, and not once: ${title}`);
  const bytes = Buffer.from(text);
  const parsed = parseSync(text, { syntax: 'typescript', tsx, target: 'es2022' });
  // Positions count on from one parsed text to the next; those of a module begin at its first token.
  const offset = firstToken(text) - parsed.span.start;
  const at = Buffer.byteLength(text.slice(0, text.indexOf(title))) - offset;
  const { start, end } = innermost(parsed, at);
  return bytes.subarray(start + offset, end + offset).toString();
}

/** Where the first statement begins, in bytes: past the comments before it. */
function firstToken(text: string): number {
  const [before = ''] = /^(?:\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*/.exec(text) ?? [];
  return Buffer.byteLength(before);
}

function innermost(parsed: Module | Script, at: number): Span {
  const statement = parsed.body.find(({ span }) => holds(span, at));
  if (statement === undefined) throw new Error('a title stands outside every statement');
  const calls: Span[] = [];
  collect(statement, at, calls);
  return calls.at(-1) ?? statement.span;
}

const holds = ({ start, end }: Span, at: number): boolean => start <= at && at < end;

/** The calls of `test` and `describe` around a position, the outermost first. */
function collect(node: unknown, at: number, calls: Span[]): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && node.type === 'CallExpression' && 'span' in node && isSpan(node.span)) {
    if (!holds(node.span, at)) return;
    if ('callee' in node && declaresTests(node.callee)) {
      calls.push(node.span);
      // The table of `test.each([…])` is a part of the test.
      if ('arguments' in node) collect(node.arguments, at, calls);
      return;
    }
  }
  for (const child of Object.values(node)) collect(child, at, calls);
}

const isSpan = (span: unknown): span is Span =>
  typeof span === 'object' && span !== null && 'start' in span && typeof span.start === 'number';

/** `test`, `test.concurrent`, `test.each([…])`, `describe`. */
function declaresTests(callee: unknown): boolean {
  if (typeof callee !== 'object' || callee === null) return false;
  if ('value' in callee && (callee.value === 'test' || callee.value === 'describe')) return true;
  if ('object' in callee) return declaresTests(callee.object);
  return 'callee' in callee && declaresTests(callee.callee);
}
