/** Keys that protect nothing but tests. */
export const TEST_KEYS = {
  master: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  index: 'index key of the tests, at least thirty-two characters',
  payload: `test:${Buffer.alloc(32, 9).toString('base64')}`,
} as const;
