// @ts-check
/**
 * Which test files run first: the longest, so that no process of jest works on one of them alone at the end.
 *
 * Jest goes by the times of the last run, and on a fresh clone by the size of the files, which says little about tests that start
 * servers of their own or drive filings to their end.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** Half a minute and more each, the longest first; their order, and whether the list is complete, is a matter of speed only. */
const LONGEST = [
  'chaos/short.test.ts',
  'test/api/refusals.test.ts',
  'test/workflow/lifecycle.test.ts',
  'test/system/first-order.test.ts',
  'test/system/examples.test.ts',
  'test/system/planted-data.test.ts',
  'test/workflow/going-on-workers-down.test.ts',
  'test/deployment/misconfigured.test.ts',
  'test/workflow/outage-of-postgres.test.ts',
  'test/browser/plays.test.ts',
  'test/deployment/temporal-on-postgres.test.ts',
  'test/api/authorisation/matrix.test.ts',
  'domain/order-types/any-sequence.test.ts',
  'test/workflow/unwritable-steps.test.ts',
];

/** @param {string} path */
const rank = (path) => {
  const index = LONGEST.findIndex((file) => path.endsWith(file));
  return index < 0 ? LONGEST.length : index;
};

module.exports = class LongestFirst extends Sequencer {
  /** @override @param {Parameters<Sequencer['sort']>[0]} tests */
  async sort(tests) {
    /** @type {typeof tests} */
    const sorted = await Reflect.get(Sequencer.prototype, 'sort').call(this, tests);
    return sorted.toSorted((one, other) => rank(one.path) - rank(other.path));
  }
};
