/** The pages of an order in every state: languages, widths and desks take turns here; `states.long.test.ts` looks at all of them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { orderIn } from '../support/orders/order-in-state.ts';
import { faultsOn } from './accessibility.ts';
import { startConsoleStage, type ConsoleStage } from './console-stage.ts';
import { DESKS, hindrancesInStates, LANGUAGES, WIDTHS, type Look } from './states.ts';

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage();
});
afterAll(() => stage.stop());

const LOOKS: readonly Look[] = LANGUAGES.flatMap((language) => WIDTHS.map((width) => ({ language, width })));
/** Of how many states a desk looks at one. */
const ONE_OF = { applicant: 1, reviewer: 3, operator: 3 } as const;

test.each(DESKS)('an order has in every state a page that hinders nobody: %s', async (desk) => {
  const looksAt = (nth: number) => LOOKS.filter((_, way) => nth % ONE_OF[desk] === 0 && way === nth % LOOKS.length);
  expect(await hindrancesInStates(stage, desk, looksAt)).toEqual([]);
  expect(stage.faults).toEqual([]);
});

test.each(LANGUAGES)('the button for a picture is named by what it shows, and hinders nobody: %s', async (language) => {
  const { id, accountId } = await orderIn(stage.bench.database, stage.bench.vault, 'MATERIALS_PENDING');
  const page = await stage.windowOf({ id: 'owner-of-pictures', role: 'applicant', accountId });
  await page.goto(`/language/${language}?back=/orders/${id}/documents`);
  await page.locator('.govuk-file-upload-button').first().waitFor();
  expect(await faultsOn(page)).toEqual([]);
});
