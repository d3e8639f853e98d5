/** Indexes that were built here once; `store/postgres/late-indexes.ts` builds them now, without keeping anybody out. */

export async function up(): Promise<void> {}
