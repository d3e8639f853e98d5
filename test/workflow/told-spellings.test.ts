/** Whatever spelling a party tells, the record holds the one under which it is asked for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recordOfDomain } from '../../store/records/records.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn } from '../support/desk/journey.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test.each([
  ['示例一.中国', 'xn--4gq70bw82g.xn--fiqs8s'],
  ['EXAMPLE-TWO.CN.', 'example-two.cn'],
  ['%65xample-three.cn', 'example-three.cn'],
])('C15 a domain told as %s is on record when it is asked for as %s', async (told, asked) => {
  const { websites, ...form } = smallEnterprise();
  const filing = await filingIn(desk, 'BUREAU_APPROVED', {
    form: { ...form, websites: { W1: { ...websites['W1'], domain: asked, homeUrl: `https://www.${asked}/` } } },
  });
  const entityNumber = `鄂ICP备2026${String(100_000 + asked.length).slice(-6)}号`;
  const record = { entityNumber, websites: [{ domain: told, number: `${entityNumber}-1` }] };
  expect(await filing.party('recordSynced', record, 'miit')).toBe('APPLIED');
  expect(await recordOfDomain(desk.database, desk.vault, asked)).toMatchObject({ websites: [{ domain: asked }] });
});
