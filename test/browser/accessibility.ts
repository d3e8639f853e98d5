/** What hinders people on a page, as axe-core finds it by the rules of WCAG 2.2 AA. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COUNTS: ReadonlySet<unknown> = new Set(['serious', 'critical']);

/** One line for each serious or critical fault: the rule and where it is broken, never what stands there. */
export async function faultsOn(page: Page): Promise<string[]> {
  // Evaluated rather than added as a script: the pages allow no script but their own.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`,
  );
  return violations
    .filter(({ impact }) => COUNTS.has(impact))
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} (${help}): ${target.join(' ')}`));
}
