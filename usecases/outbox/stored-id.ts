import type { ActionId } from '../../domain/identifiers.ts';
import type { Caller } from '../access/caller.ts';

/** Names chosen by people live in a space of their own: nobody can take the id of a callback or of the filing's own steps. */
export const storedId = ({ id }: Caller, name: string): ActionId => `api:${id}:${name}` as ActionId;
