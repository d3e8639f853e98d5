/** Where a stack answers: for scripts while it runs, and for its next start, which takes the same ports if it can. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** For scripts such as `examples/first-order.sh`; there only while the stack runs. */
const runningFile = (folder: string) => join(folder, 'stack.json');
const portsFile = (folder: string) => join(folder, 'ports.json');

const portsSchema = z.record(z.string(), z.number());
export type PortsBefore = z.infer<typeof portsSchema>;

/** The ports of the last start by the part's name; none before the first. */
export async function portsBefore(folder: string): Promise<PortsBefore> {
  try {
    return portsSchema.parse(JSON.parse(await readFile(portsFile(folder), 'utf8')));
  } catch {
    return {}; // the first start, or a file that was written by half
  }
}

export async function rememberPorts(folder: string, ports: PortsBefore): Promise<void> {
  await writeFile(portsFile(folder), JSON.stringify({ ...(await portsBefore(folder)), ...ports }));
}

/** Says where the stack answers; returns what takes it back. */
export async function announceStack(
  folder: string,
  urls: { apiUrl: string; consoleUrl: string; sandboxUrl: string },
): Promise<() => Promise<void>> {
  await writeFile(runningFile(folder), JSON.stringify(urls));
  return () => rm(runningFile(folder), { force: true });
}
