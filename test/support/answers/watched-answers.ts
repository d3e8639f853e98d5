/** The answers of the applications under test, and what is wrong with them. */
import type { RequestListener } from 'node:http';
import type { Judge, SentAnswer } from './documented-answers.ts';

const kept = new Map<RequestListener, SentAnswer[]>();
const judges = new Map<string, Judge>();

export function keepAnswer(app: RequestListener, answer: SentAnswer): void {
  const answers = kept.get(app);
  if (answers === undefined) kept.set(app, [answer]);
  else answers.push(answer);
}

let mayFail = false;

/** For a test that breaks something on purpose: 500 is not a fault until the test is over. */
export function expectFailure(): void {
  mayFail = true;
}

/** What is wrong with the answers since the last call, each fault once. */
export async function faultsSinceLast(): Promise<string[]> {
  const all = [...kept];
  kept.clear();
  const failureIsFault = !mayFail;
  mayFail = false;
  const faults = new Set<string>();
  for (const [app, answers] of all) {
    const judge = await judgeFor(app);
    for (const answer of answers) {
      const fault = judge(answer) ?? (failureIsFault ? failureIn(answer) : undefined);
      if (fault !== undefined) faults.add(fault);
    }
  }
  return [...faults];
}

/** By the document that the application serves; two that serve the same document share its compiled schemas. */
async function judgeFor(app: RequestListener): Promise<Judge> {
  const { default: request } = await import('supertest');
  const { text } = await request(app).get('/openapi.json').expect(200);
  const known = judges.get(text);
  if (known !== undefined) return known;
  const { judgeOf } = await import('./documented-answers.ts');
  const judge = judgeOf(JSON.parse(text));
  judges.set(text, judge);
  return judge;
}

/** 500 is documented, because a client may meet it; in a test it is a fault of ours. */
const failureIn = ({ method, url, status }: SentAnswer): string | undefined =>
  status === 500 ? `${method} ${url.split('/').slice(0, 3).join('/')} 500: something unforeseen failed` : undefined;
