/** An index that was built here once; `store/postgres/late-indexes.ts` builds it now, without keeping anybody out. */

export async function up(): Promise<void> {}
