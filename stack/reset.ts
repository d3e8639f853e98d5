/** `npm run reset`: forgets everything a stack of this clone remembers. Servers named by variables are left alone. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from './folders.ts';
import { lockHolder } from './lock.ts';
import { postgresFolder, unprivilegedUser } from './postgres.ts';
import { runningLock } from './stack.ts';

const holder = lockHolder(runningLock(stateFolder));
if (holder !== undefined) {
  console.error(
    `A stack is running on ${stateFolder} (process ${holder}). Stop it first, then run npm run reset again.`,
  );
  process.exit(1);
}
// As root, Postgres may keep its data where its user can enter.
const postgres = await postgresFolder(join(stateFolder, 'postgres'), await unprivilegedUser());
await Promise.all([stateFolder, postgres].map((folder) => rm(folder, { recursive: true, force: true })));
console.log(`Removed ${stateFolder}. The next start begins with an empty database.`);
if (process.env['DATABASE_URL'] ?? process.env['TEMPORAL_ADDRESS']) {
  console.log('The servers named by DATABASE_URL and TEMPORAL_ADDRESS keep what they have.');
}
