import { expect, test } from '@jest/globals';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './folders.ts';

test('the cache is in the folder that the user names, else in the home folder', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/somebody' })).toBe('/var/cache/somebody/beian');
  for (const named of [undefined, '', 'relative/cache']) {
    expect(cacheFolder(named === undefined ? {} : { XDG_CACHE_HOME: named })).toBe(join(homedir(), '.cache', 'beian'));
  }
});
