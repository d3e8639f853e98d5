import { expect, test } from '@jest/globals';
import type { EntityRecord, PlainChange } from '../record/record-change.ts';
import { foundBySync } from './found-by-sync.ts';

const number = '粤ICP备2026012345号';
const website = (suffix: number) => `${number}-${suffix}`;
const other = { name: '示例云' };
const record: EntityRecord = {
  number,
  websites: [1, 2].map((suffix) => ({ number: website(suffix), domain: `example-${suffix}.cn` })),
  accesses: [{ website: website(1), type: 'FILED' }],
  elsewhere: [
    { website: website(1), provider: other },
    { website: website(2), provider: other },
  ],
};
const found = (...changes: PlainChange[]) => foundBySync(record, changes).map((one) => `${one.number} ${one.found}`);

test('A-149 a removed entity and a removed website are found as deregistered', () => {
  expect(found({ change: 'ENTITY_REMOVED', number })).toEqual([`${number} DEREGISTERED`]);
  expect(found({ change: 'WEBSITE_REMOVED', website: website(1) })).toEqual([`${website(1)} DEREGISTERED`]);
});

test('A-149 a website without its last access, and an entity without its last website, are found as shells', () => {
  const here: PlainChange = { change: 'ACCESS_CLOSED', website: website(1) };
  expect(found(here)).toEqual([]); // another provider serves it
  expect(found(here, { change: 'ACCESS_CLOSED_ELSEWHERE', website: website(1), provider: other })).toEqual([
    `${website(1)} SHELL`,
  ]);
  expect(found({ change: 'ACCESS_CLOSED_ELSEWHERE', website: website(2), provider: other })).toEqual([
    `${website(2)} SHELL`,
  ]);
  expect(
    found({ change: 'WEBSITE_REMOVED', website: website(1) }, { change: 'WEBSITE_REMOVED', website: website(2) }),
  ).toEqual([`${website(1)} DEREGISTERED`, `${website(2)} DEREGISTERED`, `${number} SHELL`]);
});

test('a record that loses nothing is not inspected', () => {
  expect(found()).toEqual([]);
  expect(found({ change: 'ACCESS_OPENED_ELSEWHERE', website: website(1), provider: { name: '另一家' } })).toEqual([]);
});
