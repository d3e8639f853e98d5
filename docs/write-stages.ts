/**
 * `npm run docs`: writes what is generated from code: `docs/stages.md`, the picture in `README.md`, the SMS texts to
 * register, the rooms in `docs/architecture.md`, what holds where, a page for each type of order.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { orderTypePages } from './order-types/pages.ts';
import { OPERATIONS_FILE, operationsWithTemplates } from './sms-templates.ts';
import { ARCHITECTURE_FILE, architectureWithRooms } from './rooms.ts';
import { RULES_FILE, rulesPage } from './rules.ts';
import { README_FILE, readmeWithPicture, STAGES_FILE, stagesPage } from './stages.ts';

await writeFile(STAGES_FILE, await stagesPage());
await writeFile(README_FILE, await readmeWithPicture(await readFile(README_FILE, 'utf8')));
await writeFile(OPERATIONS_FILE, await operationsWithTemplates(await readFile(OPERATIONS_FILE, 'utf8')));
await writeFile(ARCHITECTURE_FILE, await architectureWithRooms(await readFile(ARCHITECTURE_FILE, 'utf8')));
await writeFile(RULES_FILE, await rulesPage());
for (const { file, text } of await orderTypePages()) await writeFile(file, text);
