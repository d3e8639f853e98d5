import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { sampleForm, sampleOrder, sampleProgress, sampleStep } from '../../test/support/orders/stored-orders.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { EntityKind, OrderType } from '../../domain/order-types/order-type.ts';
import { readHistory } from '../audit/history.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { saveForm } from './edit-order.ts';
import { readOrder } from './orders.ts';
import { releasePlace } from './place.ts';
import { headsInOpenOrders } from './site-heads.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

let serial = 0;
/** A form of its own entity, whose only website has this site head. */
function formOf(head: string, kind: EntityKind = 'ENTERPRISE') {
  serial += 1;
  return sampleForm({
    entity: { ...sampleForm().entity, kind, certificateNumber: `91460100MA5HEAD${serial}` },
    people: { P1: { name: '张三', documentNumber: head } },
    websites: { W1: { name: '示例小站', domain: `head-${serial}.cn`, headId: 'P1' } },
  });
}
const draft = async (head: string, given: { kind?: EntityKind; type?: OrderType } = {}): Promise<OrderId> => {
  const { kind, ...rest } = given;
  return (await sampleOrder(store.db, store.vault, { form: formOf(head, kind), ...rest })).id;
};

const steps = new Map<OrderId, number>();
async function write(id: OrderId, over: Partial<Step>): Promise<string> {
  const seq = (steps.get(id) ?? 0) + 1;
  steps.set(id, seq);
  const step = sampleStep(id, { seq, ...over });
  const answer = await writeFilingStep(store.db, store.vault, step, () => ({ waitingOn: 'reviewer', dues: [] }));
  return answer.refused ?? 'APPLIED';
}
const submit = (id: OrderId) => write(id, { effects: ['reserveDomains'] });
const withdraw = (id: OrderId) =>
  write(id, {
    from: 'PRELIM_REVIEW',
    to: 'CONFIRMATION',
    progress: sampleProgress('CONFIRMATION', { visit: 3 }),
    effects: ['releaseDomains'],
  });

describe('R-PER-4 A-099 a person who is site head of an organisation in an open order', () => {
  test('is refused as site head of a second organisation, until the first order has ended', async () => {
    const [first, second] = [await draft('HEAD-1'), await draft('head-1')];
    expect(await submit(first)).toBe('APPLIED');
    expect(await submit(second)).toBe('IN_PROGRESS_ELSEWHERE');
    const history = await readHistory(store.db, store.vault, second);
    expect(history.at(-1)?.items).toMatchObject([{ path: 'people.P1', code: 'SITE_HEAD_ELSEWHERE' }]);
    const { form } = (await readOrder(store.db, store.vault, second)) ?? {};
    expect(form && (await headsInOpenOrders(store.db, store.vault, second, form))).toEqual(['P1']);
    await releasePlace(store.db, first);
    expect(await submit(second)).toBe('APPLIED');
  });

  test('is site head of one of eight organisations that are submitted at once', async () => {
    const drafts = await Promise.all(Array.from({ length: 8 }, () => draft('HEAD-2')));
    const outcomes = await Promise.all(drafts.map(submit));
    expect(outcomes.toSorted()).toEqual(['APPLIED', ...Array.from({ length: 7 }, () => 'IN_PROGRESS_ELSEWHERE')]);
  });

  test('may file an own website as an individual, before and after', async () => {
    const own = await draft('HEAD-3', { kind: 'INDIVIDUAL' });
    const organisation = await draft('HEAD-3');
    expect(await submit(own)).toBe('APPLIED');
    expect(await submit(organisation)).toBe('APPLIED');
    expect(await submit(await draft('HEAD-3', { kind: 'INDIVIDUAL' }))).toBe('APPLIED');
  });

  test('is free again when the order is withdrawn, or names another person instead', async () => {
    const [first, second, third] = [await draft('HEAD-4'), await draft('HEAD-4'), await draft('HEAD-4')];
    await submit(first);
    expect(await withdraw(first)).toBe('APPLIED');
    expect(await submit(second)).toBe('APPLIED');
    const order = await readOrder(store.db, store.vault, second);
    const form = { ...formOf('HEAD-5'), entity: order?.form?.entity ?? {} };
    await saveForm(store.db, store.vault, second, {
      expectedVersion: 1,
      form,
      domains: [],
      editedAt: sampleStep(second).at,
    });
    expect(await submit(second)).toBe('APPLIED');
    expect(await submit(third)).toBe('APPLIED');
  });

  test('counts as well when the order was submitted before site heads were reserved', async () => {
    const [first, second] = [await draft('HEAD-6'), await draft('HEAD-6')];
    await submit(first);
    await store.db.deleteFrom('order_site_heads').where('order_id', '=', first).execute();
    await store.db.updateTable('orders').set({ heads_claimed: null }).where('id', '=', first).execute();
    expect(await submit(second)).toBe('IN_PROGRESS_ELSEWHERE');
  });

  test('may remove a website all the while, because a removal names nobody anew', async () => {
    await submit(await draft('HEAD-7'));
    expect(await submit(await draft('HEAD-7', { type: 'DEREG_SITE' }))).toBe('APPLIED');
  });
});
