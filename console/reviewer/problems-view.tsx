/** Why what somebody tried was not done, at the top of the page. */
import type { JSX } from 'preact';
import type { Problems } from '../http/problems.ts';
import { ErrorSummary } from '../components/error-summary.tsx';
import type { Visit } from '../http/visit.ts';
import { DECISION } from './deeds.ts';
import { texts } from './texts.ts';
import { adviceIn, fieldIn } from './words.ts';

export function ProblemsView({
  visit,
  problems,
}: {
  visit: Visit;
  problems: Problems | undefined;
}): JSX.Element | null {
  const { say, language } = visit;
  if (problems === undefined) return null;
  const at = problems.at.map((finding) => ({
    text: `${fieldIn(language, finding.path)}: ${adviceIn(language, finding)}`,
    field: controlOf(finding.path),
  }));
  return <ErrorSummary title={say(texts.refused)} problems={[{ text: say(problems.summary) }, ...at]} />;
}

/** The control at which it is put right, where the page has one for it. */
const controlOf = (path: string): string => (path === 'decide' ? DECISION : path);
