/** JSON schemas of Kubernetes for kubeconform, made on this machine: `kubernetes-schemas/` is a program in Go that writes them. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { printProgress } from '../../stack/progress.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { runProgram } from '../support/servers/run-program.ts';

/** Made by hand; KEDA's types come only with the whole of KEDA. */
const BY_HAND = 'scaledobject-keda-v1alpha1.json';

/** Where kubeconform finds them. */
export async function kubernetesSchemas(folder: string): Promise<string> {
  const source = join(folder, 'kubernetes-schemas');
  const schemas = join(folder, 'schemas');
  await cp(join(projectFolder, 'test', 'deployment', 'kubernetes-schemas'), source, { recursive: true });
  await mkdir(schemas, { recursive: true });
  await cp(join(source, BY_HAND), join(schemas, BY_HAND));
  printProgress('Making the schemas of Kubernetes from the Go types of its API (one to two minutes the first time) …');
  // go.mod names every version; their digests come from Go's own record of them.
  await runProgram('go', ['run', '-mod=mod', '.', schemas], { cwd: source, timeout: 15 * 60_000 });
  return join(schemas, '{{.ResourceKind}}{{.KindSuffix}}.json');
}
