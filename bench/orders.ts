/** Complete orders, written directly to the store as the API would have written them; the people are invented, with valid numbers. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { DocumentStore } from '../adapters/documents/document-store.ts';
import type { OrderForm } from '../domain/order/form.ts';
import { newOrderId, type AccountId, type OrderId } from '../domain/identifiers.ts';
import { creditCheckCharacter } from '../domain/identity/credit-code.ts';
import { civilDate, shanghai } from '../domain/time/instant.ts';
import { requiredSlots } from '../domain/materials/required-slots.ts';
import { personsForLiveness } from '../domain/proofs/who-proves.ts';
import { personFingerprint } from '../domain/proofs/person-fingerprint.ts';
import { residentId, samplePerson, sampleWebsite } from '../test/support/orders/sample-orders.ts';
import type { Rules } from '../domain/lifecycle/terms.ts';
import { saveAccount } from '../store/accounts/accounts.ts';
import type { Database } from '../store/postgres/database.ts';
import { addDocument, documentSealName } from '../store/proofs/documents.ts';
import { sealBytes } from '../store/sealing/seal.ts';
import { sha256 } from '../store/sealing/sha256.ts';
import type { Vault } from '../store/sealing/vault.ts';
import { reserve } from '../store/assets/reserve-instance.ts';
import { finishSession, startSession } from '../store/proofs/face-checks.ts';
import { markStarted } from '../store/orders/order-workflows.ts';
import { openOrder } from '../store/orders/open-order.ts';
import { caseKey } from '../store/cases/case-key.ts';
import { setType } from '../store/orders/edit-order.ts';
import type { FloorInput } from './floor/contract.ts';
import { OPENED_AT, type Numbered } from './happy-path.ts';

export interface WrittenOrder extends Numbered {
  id: OrderId;
  accountId: AccountId;
  contacts: FloorInput['contacts'];
  clockOffset: number;
}

export interface OrderStore {
  database: Database;
  vault: Vault;
  documents: DocumentStore;
  rules: () => Promise<Rules>;
}

const accountIdSchema = z.custom<AccountId>((id) => typeof id === 'string');
const ACCOUNT = { mobile: '13700137000', email: 'account@example.cn' };
const at = shanghai(OPENED_AT);
let issued = 0;

/** Writes an order: `complete` with nothing missing, `nothing` with an empty form. */
export async function writeOrder(store: OrderStore, filled: 'complete' | 'nothing'): Promise<WrittenOrder> {
  const { database, vault } = store;
  issued += 1;
  const serial = issued;
  const accountId = accountIdSchema.parse(`bench-${serial}`);
  const id = newOrderId(civilDate(at), randomBytes(8));
  const domain = `bench-${serial}.cn`;
  const form = formOf(serial, domain);
  const clockOffset = at - Date.now();
  await saveAccount(database, vault, { id: accountId, kind: 'ENTERPRISE', verified: true, ...ACCOUNT });
  const opened = await openOrder(database, vault, {
    id,
    accountId,
    openedAt: at,
    clockSkewMs: clockOffset,
    ...(filled === 'complete' ? { form, domains: [{ websiteId: 'W1', domain }] } : {}),
  });
  if (!opened.opened) throw new Error(`the place of ${accountId} is held by ${opened.heldBy}`);
  if (filled === 'complete') await fillIn(store, id, accountId, form);
  await markStarted(database, id);
  const entityNumber = `鲁ICP备2026${String(serial).padStart(6, '0')}号`;
  const { P1, P2 } = form.people;
  return { id, accountId, domain, entityNumber, contacts: { P1: reach(P1), P2: reach(P2), ACCOUNT }, clockOffset };
}

async function fillIn(store: OrderStore, id: OrderId, accountId: AccountId, form: OrderForm): Promise<void> {
  const { database, vault } = store;
  await setType(database, id, 'FIRST', at);
  const source = { instanceId: `i-${id}` };
  await reserve(database, vault, { orderId: id, accountId, websiteId: 'W1', source, maxWebsites: 5, at });
  const { policies } = await store.rules();
  const on = civilDate(at);
  for (const { slot, mandatory, due } of requiredSlots({ form, type: 'FIRST', policies, on, photoAllowedFor: [] })) {
    if (mandatory && due === 'SUBMISSION') await upload(store, id, slot);
  }
  for (const personId of personsForLiveness(form, 'FIRST', policies, on)) {
    const vendorReference = `${id}-${personId}`;
    const fingerprint = personFingerprint(form.people[personId] ?? {});
    const session = { orderId: id, personId, personFingerprint: fingerprint, vendorReference, at, linkUntil: at };
    await startSession(database, vault, session);
    await finishSession(database, vault, vendorReference, { status: 'PASSED', at });
  }
}

async function upload({ database, vault, documents }: OrderStore, orderId: OrderId, slot: string): Promise<void> {
  const image = Buffer.from(`scan of ${slot} of ${orderId}`);
  const digest = sha256(image);
  const key = await caseKey(database, vault, orderId);
  if (!key) throw new Error(`${orderId} has no key`);
  const objectKey = `${orderId}/${digest}`;
  await documents.put(objectKey, sealBytes(key, documentSealName(slot, digest), image));
  const shown = { sha256: digest, size: image.length, objectKey };
  const file = { sha256: digest, mediaType: 'image/png', size: image.length, objectKey, shown };
  await addDocument(database, { orderId, slot, ...file, uploadedBy: 'bench', uploadedAt: at });
}

/** An enterprise of Shandong: entity head P1, and P2 as head of its one website. */
function formOf(serial: number, domain: string): OrderForm {
  const creditCode = `91370100MA${String(serial).padStart(7, '0')}`;
  return {
    entity: {
      kind: 'ENTERPRISE',
      name: '山东示例科技有限公司',
      certificateType: 'BUSINESS_LICENCE',
      certificateNumber: `${creditCode}${creditCheckCharacter(creditCode)}`,
      certificateValidUntil: 'LONG_TERM',
      province: 'SD',
      city: '济南市',
      district: '历下区',
      certificateAddress: '济南市历下区示例路2号',
      mailingProvince: 'SD',
      mailingCity: '济南市',
      mailingAddress: '济南市历下区示例路2号',
      headId: 'P1',
    },
    people: { P1: personOf(serial, 1), P2: personOf(serial, 2) },
    websites: { W1: sampleWebsite(domain, '示例科技产品介绍', 'CORPORATE_PRESENTATION', 'P2') },
  };
}

/** A person; birthdays and serial numbers give as many different people as a run needs. */
function personOf(serial: number, which: 1 | 2) {
  const year = 1950 + (Math.floor(serial / 499) % 50);
  const tail = String(serial * 2 + which).padStart(7, '0');
  return samplePerson('370102', which, {
    documentNumber: residentId('370102', `${year}-05-06`, String((serial % 499) * 2 + which).padStart(3, '0')),
    mobile: `138${tail.padStart(8, '0')}`,
    emergencyMobile: `139${tail.padStart(8, '0')}`,
    email: `person${serial}-${which}@example.cn`,
    legalRepresentative: which === 1,
  });
}

function reach(person: OrderForm['people'][string] | undefined): { mobile: string; email: string } {
  if (person?.mobile === undefined || person.email === undefined) throw new Error('a person cannot be reached');
  return { mobile: person.mobile, email: person.email };
}
