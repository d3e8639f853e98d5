/** `npm run docs`: writes what is generated from code: `docs/stages.md`, the picture in `README.md`, the SMS texts to register. */
import { readFile, writeFile } from 'node:fs/promises';
import { OPERATIONS_FILE, operationsWithTemplates } from './sms-templates.ts';
import { README_FILE, readmeWithPicture, STAGES_FILE, stagesPage } from './stages.ts';

await writeFile(STAGES_FILE, await stagesPage());
await writeFile(README_FILE, await readmeWithPicture(await readFile(README_FILE, 'utf8')));
await writeFile(OPERATIONS_FILE, await operationsWithTemplates(await readFile(OPERATIONS_FILE, 'utf8')));
