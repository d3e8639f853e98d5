import type { JSX } from 'preact';
import { FOUND_TEXTS, TOLD } from '../../../domain/inspection/found.ts';
import { Select } from '../../components/select.tsx';
import type { Visit } from '../../http/visit.ts';
import { texts } from './texts.ts';

/** What somebody found of a record. */
export const FoundSelect = ({ visit: { say } }: { visit: Visit }): JSX.Element => (
  <Select
    id="found"
    label={say(texts.found)}
    choices={TOLD.map((one) => ({ value: one, text: say(FOUND_TEXTS[one]) }))}
  />
);
