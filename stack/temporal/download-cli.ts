/** `tsx download-cli.ts <version> <folder>`: has the SDK download the temporal CLI and proves that it starts. */
import { mkdirSync } from 'node:fs';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [, , version, downloadDir] = process.argv;
if (version === undefined || downloadDir === undefined) throw new Error('usage: download-cli.ts <version> <folder>');

mkdirSync(downloadDir, { recursive: true });
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', version, downloadDir } },
});
await environment.teardown();
