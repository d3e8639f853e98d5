/** Every article of the help. */
import type { Article } from './article.ts';
import { AFTER_APPROVAL } from './after-approval.ts';
import { BEFORE_APPLICATION } from './before-application.ts';
import { IN_PROGRESS } from './in-progress.ts';

export const ARTICLES: readonly Article[] = [...BEFORE_APPLICATION, ...IN_PROGRESS, ...AFTER_APPROVAL];
