import type { ActionId } from '../../domain/identifiers.ts';
import type { Caller } from '../access/caller.ts';

/** Action ids chosen by people get a prefix, so nobody can take the id of a callback or of the filing's own steps. */
export const storedId = ({ id }: Caller, name: string): ActionId => `api:${id}:${name}` as ActionId;
