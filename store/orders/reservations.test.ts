import { civilDate, shanghai } from '../../domain/time/instant.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  MONDAY_MORNING,
  sampleForm,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import { readHistory } from '../audit/history.ts';
import { reserveForDraft, reservationOfDomain } from './reservations.ts';
import { releasePlace } from './place.ts';
import { saveForm } from './edit-order.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { readTypeContext } from '../../facts/type-context.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const on = (...domains: string[]) => domains.map((domain, index) => ({ websiteId: `W${index + 1}`, domain }));
/** An organisation with this certificate, and a site head of its own unless one is given. */
const withCertificate = (certificateNumber: string, head = `head of ${certificateNumber}`) =>
  sampleForm({
    entity: { ...sampleForm().entity, certificateNumber },
    people: { P1: { ...sampleForm().people['P1'], documentNumber: head } },
  });

interface Draft {
  id: OrderId;
  accountId: AccountId;
}

/** A draft in its own account that names a domain and a certificate. */
const draft = (domain: string, certificateNumber: string): Promise<Draft> =>
  sampleOrder(store.db, store.vault, { domains: on(domain), form: withCertificate(certificateNumber) });

const steps = new Map<OrderId, number>();
async function write(id: OrderId, over: Partial<Step>): Promise<string> {
  const seq = (steps.get(id) ?? 0) + 1;
  steps.set(id, seq);
  const step = sampleStep(id, { seq, ...over });
  const answer = await writeFilingStep(store.db, store.vault, step, () => ({ waitingOn: 'reviewer', dues: [] }));
  expect(answer.standsAt).toBeUndefined();
  return answer.refused ?? 'APPLIED';
}
const submit = (id: OrderId) => write(id, { effects: ['reserveDomains'] });
const withdraw = (id: OrderId) =>
  write(id, {
    cause: { actor: { id: 'user-1', role: 'applicant', door: 'api' }, action: 'withdraw', outcome: 'APPLIED' },
    from: 'PRELIM_REVIEW',
    to: 'CONFIRMATION',
    progress: sampleProgress('CONFIRMATION', { visit: 3 }),
    effects: ['releaseDomains'],
  });

/** Whether the type check finds domain and certificate free for an order. */
async function blocked(
  { id, accountId }: Draft,
  asked: { domain: string; certificate: string; registrantFits?: boolean },
) {
  const { domain, certificate, registrantFits } = asked;
  const question = {
    orderId: id,
    accountId,
    certificateNumber: certificate,
    domains: [domain],
    on: civilDate(shanghai('2026-02-09 09:30')),
  };
  const known = await readTypeContext(store.db, store.vault, question);
  const { domainInOpenOrder, certificateInOpenOrder } = known.ofDomain(domain, registrantFits);
  return { domain: domainInOpenOrder, certificate: certificateInOpenOrder };
}

describe('an order that was submitted', () => {
  test('A-157 R-ORD-12: keeps its domain from a second account, until it has ended', async () => {
    const [first, second] = [
      await draft('twice.cn', '91460100MA5TWICE01'),
      await draft('twice.cn', '91460100MA5TWICE02'),
    ];
    expect(await submit(first.id)).toBe('APPLIED');
    expect(await blocked(second, { domain: 'twice.cn', certificate: '91460100MA5TWICE02' })).toMatchObject({
      domain: true,
    });
    expect(await submit(second.id)).toBe('IN_PROGRESS_ELSEWHERE');
    const history = await readHistory(store.db, store.vault, second.id);
    expect(history.at(-1)?.items).toMatchObject([{ path: 'websites.W1.domain', code: 'DOMAIN_IN_OPEN_ORDER' }]);
    expect((await reservationOfDomain(store.db, 'twice.cn'))?.orderId).toBe(first.id);

    await releasePlace(store.db, first.id);
    expect(await submit(second.id)).toBe('APPLIED');
    expect((await reservationOfDomain(store.db, 'twice.cn'))?.orderId).toBe(second.id);
  });

  test('R-ORD-2: keeps its certificate number from every account, however it is written, until it has ended', async () => {
    const [first, second] = [
      await draft('one-of.cn', '91460100MA5SAME001'),
      await draft('two-of.cn', '91460100ma5 same001'),
    ];
    expect(await submit(first.id)).toBe('APPLIED');
    expect(await blocked(second, { domain: 'two-of.cn', certificate: '91460100MA5SAME001' })).toMatchObject({
      certificate: true,
    });
    expect(await submit(second.id)).toBe('IN_PROGRESS_ELSEWHERE');
    await releasePlace(store.db, first.id);
    expect(await submit(second.id)).toBe('APPLIED');
  });

  test('A-157: is exactly one of six submitted at once with the same domain and certificate', async () => {
    const drafts = await Promise.all(Array.from({ length: 6 }, () => draft('race.cn', '91460100MA5RACE001')));
    const outcomes = await Promise.all(drafts.map(({ id }) => submit(id)));
    expect(outcomes.toSorted()).toEqual(['APPLIED', ...Array.from({ length: 5 }, () => 'IN_PROGRESS_ELSEWHERE')]);
  });

  test('gives both up when it is withdrawn: a draft holds nothing', async () => {
    const [first, second] = [
      await draft('back.cn', '91460100MA5BACK001'),
      await draft('back.cn', '91460100MA5BACK001'),
    ];
    await submit(first.id);
    expect(await withdraw(first.id)).toBe('APPLIED');
    expect(await submit(second.id)).toBe('APPLIED');
    expect(await submit(first.id)).toBe('IN_PROGRESS_ELSEWHERE');
  });

  test('does not reserve what is only typed into it during a correction', async () => {
    const [first, owner] = [
      await draft('typed-a.cn', '91460100MA5TYPED01'),
      await draft('typed-b.cn', '91460100MA5TYPED02'),
    ];
    await submit(first.id);
    const typed = { form: withCertificate('91460100MA5TYPED02'), domains: on('typed-b.cn'), editedAt: MONDAY_MORNING };
    await saveForm(store.db, store.vault, first.id, { expectedVersion: 1, ...typed });
    expect(await submit(owner.id)).toBe('APPLIED');
    expect(await submit(first.id)).toBe('IN_PROGRESS_ELSEWHERE');
  });
});

describe('a draft', () => {
  test('blocks nobody by naming a domain or a certificate', async () => {
    const squatter = await draft('public.cn', '91460100MA5PUBLIC1');
    const owner = await draft('public.cn', '91460100MA5PUBLIC1');
    const asked = { domain: 'public.cn', certificate: '91460100MA5PUBLIC1' };
    expect(await blocked(owner, asked)).toEqual({ domain: false, certificate: false });
    expect(await submit(owner.id)).toBe('APPLIED');
    expect(await submit(squatter.id)).toBe('IN_PROGRESS_ELSEWHERE');
  });

  test('R-ORD-12: reserves a domain that is registered to its entity, against drafts whose entity it is not', async () => {
    const [owner, other] = [
      await draft('owned.cn', '91460100MA5OWNED01'),
      await draft('owned.cn', '91460100MA5OWNED02'),
    ];
    await reserveForDraft(store.db, owner.id, ['W1']);
    const asked = { domain: 'owned.cn', certificate: '91460100MA5OWNED02' };
    expect(await blocked(other, { ...asked, registrantFits: false })).toMatchObject({ domain: true });
    expect(await blocked(other, { ...asked, registrantFits: true })).toMatchObject({ domain: false });
    expect(await blocked(owner, asked)).toMatchObject({ domain: false });
    const saved = await saveForm(store.db, store.vault, other.id, {
      expectedVersion: 1,
      form: sampleForm(),
      domains: on('owned.cn'),
      editedAt: MONDAY_MORNING,
    });
    expect(saved).toMatchObject({ saved: true, conflicts: on('owned.cn') });
  });

  test('yields to a submission, and does not take a domain that is reserved', async () => {
    const [first, second] = [
      await draft('yield.cn', '91460100MA5YIELD01'),
      await draft('yield.cn', '91460100MA5YIELD02'),
    ];
    await reserveForDraft(store.db, first.id, ['W1']);
    await reserveForDraft(store.db, second.id, ['W1']);
    expect(await reservationOfDomain(store.db, 'yield.cn')).toEqual({ orderId: first.id, isDraft: true });
    expect(await submit(second.id)).toBe('APPLIED');
    expect((await reservationOfDomain(store.db, 'yield.cn'))?.orderId).toBe(second.id);
  });

  test('frees the domain of a website that is taken out or moved to another one', async () => {
    const { id } = await draft('before.cn', '91460100MA5MOVED01');
    await reserveForDraft(store.db, id, ['W1']);
    const save = { form: sampleForm(), editedAt: MONDAY_MORNING };
    await saveForm(store.db, store.vault, id, { ...save, expectedVersion: 1, domains: on('after.cn') });
    expect(await reservationOfDomain(store.db, 'before.cn')).toBeUndefined();
    await reserveForDraft(store.db, id, ['W1']);
    expect((await reservationOfDomain(store.db, 'after.cn'))?.orderId).toBe(id);
    await saveForm(store.db, store.vault, id, { ...save, expectedVersion: 2, domains: [] });
    expect(await reservationOfDomain(store.db, 'after.cn')).toBeUndefined();
  });

  test('A-073 that names one domain twice makes at most one reservation when it is submitted', async () => {
    const { id } = await sampleOrder(store.db, store.vault, { domains: on('double.cn', 'double.cn') });
    await reserveForDraft(store.db, id, ['W1', 'W2']);
    expect(await submit(id)).toBe('APPLIED');
    expect(await reservationOfDomain(store.db, 'double.cn')).toMatchObject({ orderId: id });
  });

  test('may swap the domains of two of its websites', async () => {
    const { id } = await sampleOrder(store.db, store.vault, { domains: on('swap-a.cn', 'swap-b.cn') });
    await reserveForDraft(store.db, id, ['W1', 'W2']);
    const swapped = on('swap-b.cn', 'swap-a.cn');
    const save = { expectedVersion: 1, form: sampleForm(), domains: swapped, editedAt: MONDAY_MORNING };
    expect(await saveForm(store.db, store.vault, id, save)).toMatchObject({ saved: true, conflicts: [] });
  });
});
