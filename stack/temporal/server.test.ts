import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../test/support/servers/run-program.ts';
import { testTemporalAddress } from '../../test/support/servers/servers.ts';
import { isAtLeast } from './options.ts';

let folder = '';

/** A machine that has an old temporal CLI and nothing else. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-ways-'));
  const oldCli = '#!/bin/sh\necho "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"\n';
  await writeFile(join(folder, 'temporal'), oldCli, { mode: 0o755 });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs in a process of its own with its own PATH. Requires a server on Postgres, which no downloaded program is. */
async function startOnThatMachine(environment: NodeJS.ProcessEnv): Promise<string[]> {
  const script = `
    import { startTemporal } from ${JSON.stringify(new URL('server.ts', import.meta.url).href)};
    const progress = (line) => console.log(line);
    await startTemporal({
      folder: ${JSON.stringify(folder)}, port: 1, durability: 'throwaway', progress,
      persistence: { kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' },
    }).then(({ address, way }) => console.log('runs at ' + address + ' by ' + way), (error) => console.log(error.message));`;
  const { stdout } = await runProgram(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { PATH: folder, HOME: folder, XDG_CACHE_HOME: folder, ...environment },
  });
  return stdout.trimEnd().split('\n');
}

describe('a Temporal server', () => {
  test('that already runs is used when TEMPORAL_ADDRESS names it', async () => {
    const address = testTemporalAddress();
    await expect(startOnThatMachine({ TEMPORAL_ADDRESS: address })).resolves.toEqual([
      `runs at ${address} by a running server (TEMPORAL_ADDRESS)`,
    ]);
  });

  test('that is named but does not answer is not replaced by another', async () => {
    const lines = await startOnThatMachine({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(lines.join('\n')).toContain('no Temporal server answers at 127.0.0.1:1');
    expect(lines.join('\n')).not.toContain('temporal CLI');
  });

  test('that is not available is explained once, with every way to get one', async () => {
    const [first, ...message] = await startOnThatMachine({});
    expect(first).toBe(
      "Not using the temporal CLI on the PATH: temporal brings server 1.29.1; moving a filing's clock needs 1.32.0 or newer.",
    );
    expect(message.join('\n')).toMatchInlineSnapshot(`
     "No Temporal server could be started. Any one of these is enough:
       - a running server (TEMPORAL_ADDRESS): TEMPORAL_ADDRESS is not set.
         To use it: set TEMPORAL_ADDRESS=<host>:<port> (and TEMPORAL_API_KEY or TEMPORAL_TLS=true where the server asks for it).
       - the temporal CLI on the PATH: temporal brings server 1.29.1; moving a filing's clock needs 1.32.0 or newer.
         To use it: install the temporal CLI with server 1.32.0 or newer (CLI 1.9 or newer): https://docs.temporal.io/cli#install.
       - the temporal CLI, downloaded by Temporal's SDK: the temporal CLI cannot keep its data in Postgres, which was asked for.
         To use it: let this machine reach https://temporal.download.
       - the Temporal server v1.32.0, compiled with Go: Go is not on the PATH.
         To use it: install Go 1.26.8 or newer (https://go.dev/dl) and let it reach a Go module proxy."
    `);
  });
});

test('versions are compared by their numbers', () => {
  expect(isAtLeast('1.32.0', '1.32.0')).toBe(true);
  expect(isAtLeast('1.100.0', '1.32.0')).toBe(true);
  expect(isAtLeast('2.0', '1.32.0')).toBe(true);
  expect(isAtLeast('1.31.9', '1.32.0')).toBe(false);
  expect(isAtLeast('1.32.0-rc.1', '1.32.0')).toBe(true);
});
