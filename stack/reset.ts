/** `npm run reset`: removes all data of the stacks of this clone. Servers named by variables keep theirs. */
import { readCommandLine } from './command-line.ts';
import { demoFolder, stateFolder } from './state/folders.ts';
import { forget } from './state/forget.ts';

readCommandLine({}, 'npm run reset');

try {
  await forget(demoFolder);
  await forget(stateFolder);
  console.log(`Removed ${stateFolder}. The next start begins with an empty database.`);
  if (process.env['DATABASE_URL'] ?? process.env['TEMPORAL_ADDRESS']) {
    console.log('The servers named by DATABASE_URL and TEMPORAL_ADDRESS keep what they have.');
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
