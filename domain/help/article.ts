/** An article of the help: one question that people ask, with its answer, where it comes from and since when it holds (R-HELP-1). */
import { say, type Bilingual } from '../messages/texts/wording.ts';

/** The places of the console where a question arises. */
export type HelpStep =
  | 'start'
  | 'prepare'
  | 'type'
  | 'entity'
  | 'people'
  | 'websites'
  | 'servers'
  | 'documents'
  | 'face-checks'
  | 'review'
  | 'sms'
  | 'bureau'
  | 'duties'
  | 'records'
  | 'diagnosis';

export interface Article {
  /** Also its address. */
  id: string;
  question: Bilingual;
  answer: Bilingual;
  /** The first is where the question mostly arises. */
  steps: readonly [HelpStep, ...HelpStep[]];
  source: string;
  /** Day on which the source was last changed. */
  date: string;
}

/** The articles of one chapter of a source. */
export const chapter =
  (source: string, date: string) =>
  (
    id: string,
    [questionZh, questionEn]: readonly [string, string],
    [answerZh, answerEn]: readonly [string, string],
    ...steps: [HelpStep, ...HelpStep[]]
  ): Article => ({ id, question: say(questionZh, questionEn), answer: say(answerZh, answerEn), steps, source, date });
