/** Every row that comes with this release. Tables without public values have none (removal reasons, reporting units and others). */
import type { CodeRow } from '../code-row.ts';
import { PERSONS_AND_UNITS } from './persons-and-units.ts';
import { PLACES } from './places.ts';
import { SERVERS_AND_FILES } from './servers-and-files.ts';
import { WEBSITES } from './websites.ts';

export const SEED_ROWS: readonly CodeRow[] = [...PERSONS_AND_UNITS, ...WEBSITES, ...SERVERS_AND_FILES, ...PLACES];
