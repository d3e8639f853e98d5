// @ts-check
/**
 * Keeps the results of each test file that is run as a whole, for `npm run acceptance`: one small file each, so that runs side by
 * side do not disturb each other. A run of some tests of a file, by `-t`, keeps nothing. Plain JavaScript, because jest loads
 * reporters without translating them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * @typedef {object} TestFile
 * @property {string} testFilePath
 * @property {{ fullName: string, status: string }[]} testResults
 * @property {unknown} [testExecError]
 */

export default class KeptResultsReporter {
  /** @param {{ rootDir: string, testNamePattern?: string }} globalConfig */
  constructor({ rootDir, testNamePattern = '' }) {
    this.root = rootDir;
    this.isWhole = testNamePattern === '';
    this.folder = join(rootDir, 'node_modules', '.cache', 'beian-test-results');
  }

  /**
   * @param {unknown} _test
   * @param {TestFile} result
   */
  onTestResult(_test, { testFilePath, testResults, testExecError }) {
    if (!this.isWhole) return;
    const file = relative(this.root, testFilePath);
    const name = createHash('sha256').update(file).digest('hex').slice(0, 24);
    const kept = {
      file,
      hash: createHash('sha256').update(readFileSync(testFilePath)).digest('hex'),
      at: new Date().toISOString(),
      broken: testExecError !== undefined && testExecError !== null,
      tests: testResults.map(({ fullName, status }) => ({ title: fullName, status })),
    };
    mkdirSync(this.folder, { recursive: true });
    const path = join(this.folder, `${name}.json`);
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(kept));
    renameSync(`${path}.${process.pid}`, path);
  }
}
