import { createHash } from 'node:crypto';
import type { ActionId } from '../../domain/identifiers.ts';
import { hasFormerForm } from '../../domain/subject.ts';
import type { Caller } from '../access/caller.ts';

/** Action ids chosen by people get a prefix, so nobody can take the id of a callback or of the filing's own steps. */
export const storedId = ({ id }: Pick<Caller, 'id'>, name: string): ActionId =>
  `api:${subjectInActionId(id)}:${name}` as ActionId;

const DIGEST = 'sha256-';

/** The id of an action is visible ASCII and shorter than a subject may be, so other subjects stand in it as a digest. */
export const subjectInActionId = (subject: string): string =>
  hasFormerForm(subject) && !subject.startsWith(DIGEST)
    ? subject
    : `${DIGEST}${createHash('sha256').update(subject).digest('hex')}`;
