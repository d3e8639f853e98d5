/** Temporal UI as a program of its own, beside the compiled server. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { supervise, type Supervised } from '../processes/supervision.ts';
import type { Progress } from '../progress.ts';
import { goProgram, goPrograms } from './go-programs.ts';
import type { TemporalUiOptions } from './options.ts';

interface UiOptions extends TemporalUiOptions {
  readonly folder: string;
  readonly temporalAddress: string;
  readonly progress: Progress;
}

/** Starts the UI. */
export async function startUi(options: UiOptions): Promise<{ url: string; process: Supervised }> {
  const program = await goProgram(goPrograms.ui, options.progress);
  const configFolder = join(options.folder, 'ui');
  await mkdir(configFolder, { recursive: true });
  await writeFile(join(configFolder, 'beian.yaml'), JSON.stringify(uiConfig(options), undefined, 2));

  const url = `http://127.0.0.1:${options.port}`;
  const ui = await supervise({
    name: 'Temporal UI',
    command: program,
    args: ['--root', options.folder, '--config', 'ui', '--env', 'beian', 'start'],
    logFile: join(options.folder, 'temporal-ui.log'),
    cwd: options.folder,
    graceSeconds: 3,
    isReady: () => answers(url),
    readyWithinSeconds: 30,
    progress: options.progress,
  });
  return { url, process: ui };
}

function uiConfig({ port, temporalAddress, codecEndpoint }: UiOptions): object {
  return {
    temporalGrpcAddress: temporalAddress,
    host: '127.0.0.1',
    port,
    enableUi: true,
    defaultNamespace: 'default',
    // The page sends no request to the internet.
    disableNewsFetch: true,
    cors: { cookieInsecure: true, allowOrigins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`] },
    codec: codecEndpoint === undefined ? {} : { endpoint: codecEndpoint },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
