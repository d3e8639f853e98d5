import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { ARCHITECTURE_FILE, architectureWithRooms, foldersWithCode, roomRules, ROOMS } from './rooms.ts';

/** A room that comes later: its description and its rules are here before its folder. */
const TO_COME = 'console';

test('every folder with code is a room that docs/architecture.md describes', () => {
  const rooms = Object.keys(ROOMS).filter((room) => room !== TO_COME);
  expect(foldersWithCode().filter((folder) => folder !== TO_COME)).toEqual(rooms.toSorted());
});

test('every room has rules of import in .oxlintrc.json, and every rule a room', () => {
  expect([...roomRules().keys()].toSorted()).toEqual(Object.keys(ROOMS).toSorted());
});

test('docs/architecture.md says what the rules let each room import', async () => {
  const written = await readFile(ARCHITECTURE_FILE, 'utf8');
  const stale = 'The rules of the rooms have changed: run `npm run docs`.';
  expect(written === (await architectureWithRooms(written)) ? written : stale).toBe(written);
});
