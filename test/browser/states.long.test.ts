/** The pages of an order in every state, in both languages and at both widths. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startConsoleStage, type ConsoleStage } from './console-stage.ts';
import { DESKS, hindrancesInStates, LANGUAGES, WIDTHS, type Look } from './states.ts';

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage();
});
afterAll(() => stage.stop());

const LOOKS: readonly Look[] = LANGUAGES.flatMap((language) => WIDTHS.map((width) => ({ language, width })));

test.each(DESKS)(
  'an order, looked at in every way, has in every state a page that hinders nobody: %s',
  async (desk) => {
    expect(await hindrancesInStates(stage, desk, () => LOOKS)).toEqual([]);
    expect(stage.faults).toEqual([]);
  },
);
