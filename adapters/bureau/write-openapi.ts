/** Writes `openapi.yaml` anew: `npx tsx adapters/bureau/write-openapi.ts`. A test fails when the file is out of date. */
import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { bureauGatewayDocument } from './openapi.ts';

writeFileSync(
  new URL('openapi.yaml', import.meta.url),
  stringify(bureauGatewayDocument(), { aliasDuplicateObjects: false }),
);
