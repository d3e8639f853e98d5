/** `npm run docs`: writes what is made from the code — `docs/stages.md`, and the picture in `README.md`. */
import { readFile, writeFile } from 'node:fs/promises';
import { README_FILE, readmeWithPicture, STAGES_FILE, stagesPage } from './stages.ts';

await writeFile(STAGES_FILE, await stagesPage());
await writeFile(README_FILE, await readmeWithPicture(await readFile(README_FILE, 'utf8')));
