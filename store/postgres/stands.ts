/** How long a request stands for which a second person is needed. */
import { sql } from 'kysely';

/** Whether what was asked for at the instant in this column may still be agreed to: for a day. */
export const stands = (column: string) => sql<boolean>`${sql.ref(column)} > now() - interval '1 day'`;
