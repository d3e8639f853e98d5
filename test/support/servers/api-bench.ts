/** The API under test: the real application, database and Temporal worker; outside parties are replaced. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { RequestListener } from 'node:http';
import request, { type Response, type Test } from 'supertest';
import { present } from '../../../domain/present.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import { createManualBureau } from '../../../adapters/bureau/manual.ts';
import type { SmsVendorName } from '../../../adapters/sms/sms-receipts.ts';
import { signRequest } from '../../../adapters/signatures/signed-request.ts';
import type { ApiDependencies } from '../../../api/dependencies.ts';
import type { Limits } from '../../../api/limits.ts';
import { createDataConverter } from '../../../codec/data-converter.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import type { AccountId, ActionId, OrderId } from '../../../domain/identifiers.ts';
import { formatInstant, instant, shanghai } from '../../../domain/time/instant.ts';
import type { CallerRole } from '../../../domain/role.ts';
import { saveAccount } from '../../../store/accounts/accounts.ts';
import type { ActionWaiter } from '../../../store/steps/action-waiter.ts';
import type { ActionOutcome } from '../../../store/audit/history.ts';
import { closeDatabase, type Database } from '../../../store/postgres/database.ts';
import { openVault, type Vault } from '../../../store/sealing/vault.ts';
import { askRecord } from '../../../store/records/record-lookups.ts';
import type { StepEvent } from '../../../store/steps/step-events.ts';
import { apiDependencies, BUREAU_SECRET, issueToken, SMS_RECEIPT_TOKEN } from './api-dependencies.ts';
import { createWatchedApps, type WatchedApps } from '../answers/watched-app.ts';
import { openPatiently, waitPatiently, type TestDatabase } from './database.ts';
import { migratedDatabase } from './seeded-database.ts';
import { createTestParties, type TestParties } from '../parties/parties.ts';
import { PATIENCE_MS } from '../patience.ts';
import { testWorkflowBundle } from './servers.ts';
import { startTestWorker, type TestWorker } from './worker.ts';
import { hostedActivities } from '../../../workers/hosted-activities.ts';

const A_LONG_TIME_AGO = instant(0);
const keyring = (byte: number) => `test:${Buffer.alloc(32, byte).toString('base64')}`;

/** An image of one pixel, which the API accepts as a scan. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface ApiBench {
  app: RequestListener;
  /** What monitoring asks. */
  operations: RequestListener;
  deps: ApiDependencies;
  database: Database;
  databaseUrl: string;
  /** Takes Postgres away from everybody, and brings it back. */
  postgres: Pick<TestDatabase, 'goAway' | 'comeBack'>;
  vault: Vault;
  temporal: Client;
  parties: TestParties;
  waiter: ActionWaiter;
  worker: TestWorker;
  /** Calls as a role. An applicant gets a new verified account unless one is given. */
  as(role: CallerRole, accountId?: string, id?: string): Promise<Person>;
  /** The application with some other dependencies, on the same database. */
  appWith(changes: Partial<ApiDependencies>): RequestListener;
  /** The same with what monitoring asks. */
  appsWith(changes: Partial<ApiDependencies>): WatchedApps;
  /** The bureau's gateway calls back. */
  webhook(message: object): Promise<Response>;
  /** The browser of somebody who took a face check comes back from the vendor's page. */
  comeBack(reference: string): Test;
  /** Posts delivery receipts as an SMS vendor does. */
  receipts(vendor: SmsVendorName, body: unknown, token?: string): Promise<Response>;
  /** A client that reaches Temporal by another address. */
  temporalAt(address: string): Promise<Client>;
  /** The outcome of an action, by the ID it is stored under. */
  outcome(orderId: string, actionId: string): Promise<ActionOutcome | undefined>;
  /** Steps of an order from now on, for as long as a test may wait. */
  steps(orderId: string): AsyncIterableIterator<StepEvent>;
  /** An order brought as far as the test needs. */
  order(
    person: Person,
    form: OrderForm,
    until: 'OPEN' | 'FILLED' | 'CONFIRMATION' | 'PRELIM_REVIEW',
    at?: string,
  ): Promise<string>;
  /** Passes a face check for everybody who must pass one. */
  passFaceChecks(person: Person, orderId: string): Promise<void>;
  close(): Promise<void>;
}

export class Person {
  readonly id: string;
  readonly accountId: string | undefined;
  readonly token: string;
  readonly #app: RequestListener;

  constructor(app: RequestListener, id: string, accountId: string | undefined, token: string) {
    this.#app = app;
    this.id = id;
    this.accountId = accountId;
    this.token = token;
  }

  /** This person as a caller of another application. */
  at(app: RequestListener): Person {
    return new Person(app, this.id, this.accountId, this.token);
  }

  get = (path: string): Test => this.#signed(request(this.#app).get(path));
  delete = (path: string): Test => this.#signed(request(this.#app).delete(path));
  post = (path: string, body?: object): Test => this.#sending(request(this.#app).post(path), body);
  put = (path: string, body?: object): Test => this.#sending(request(this.#app).put(path), body);
  patch = (path: string, body?: object): Test => this.#sending(request(this.#app).patch(path), body);

  upload(orderId: string, slot: string, image: Buffer = PNG, filename = 'scan.png', contentType = 'image/png'): Test {
    return this.#signed(request(this.#app).put(`/v1/orders/${orderId}/documents/${slot}`)).attach('file', image, {
      filename,
      contentType,
    });
  }

  /** Does an action and throws unless the answer is a success. */
  async act(orderId: string, action: string, data: object = {}): Promise<Response> {
    return succeeded(await this.post(`/v1/orders/${orderId}/actions/${action}`, { data }));
  }

  #signed = (call: Test): Test => call.set('Authorization', `Bearer ${this.token}`);
  #sending = (call: Test, body: object | undefined): Test => {
    const signed = this.#signed(call);
    return body === undefined ? signed : signed.send(body);
  };
}

export function succeeded(response: Response): Response {
  if (response.status < 300) return response;
  throw new Error(`${response.status}: ${response.text}`);
}

export interface BenchOptions {
  limits?: Partial<Limits>;
  /** `manual`: served by staff, who also look records up. */
  bureau?: 'gateway' | 'manual';
}

export async function startApiBench({ limits, bureau = 'gateway' }: BenchOptions = {}): Promise<ApiBench> {
  const testDatabase = await migratedDatabase();
  const database = openPatiently(testDatabase.url);
  const vault = openVault(keyring(7), 'x'.repeat(40));
  const parties = createTestParties();
  const manualBureau = createManualBureau({
    records: (question) => askRecord(database, vault, question, { notBefore: A_LONG_TIME_AGO, mostPerAccount: 20 }),
  });
  const outside = bureau === 'manual' ? { ...parties, bureau: manualBureau } : parties;
  const dataConverter = createDataConverter(keyring(9));
  const waiter = await waitPatiently(testDatabase.url, database, vault);
  const rules = rulesReader(database);
  const worker = await startTestWorker({
    workflowBundle: { codePath: testWorkflowBundle() },
    dataConverter,
    client: { dataConverter },
    ...hostedActivities({ ...outside, database, vault, rules, deskEmail: 'desk@provider.example', clock: 'own' }),
  });
  const { client: temporal, taskQueue } = worker;
  const deps = apiDependencies(
    { ...outside, database, vault, rules, temporal, taskQueue, actionWaiter: waiter },
    limits,
  );
  const { app, operations } = createWatchedApps(deps);
  const opened: string[] = [];

  /** A new customer, as the provider's own systems report one. */
  async function verifiedAccount(): Promise<string> {
    const id = `account-${randomUUID()}`;
    await saveAccount(database, vault, { id: id as AccountId, verified: true });
    return id;
  }

  async function as(role: CallerRole, account?: string, id = `${role}-${randomUUID()}`): Promise<Person> {
    const accountId = role === 'applicant' ? (account ?? (await verifiedAccount())) : account;
    const token = await issueToken({ sub: id, role, ...present({ account: accountId }) });
    return new Person(app, id, accountId, token);
  }

  async function webhook(message: object): Promise<Response> {
    const path = '/v1/webhooks/bureau';
    const body = JSON.stringify(message);
    const headers = signRequest({ secret: BUREAU_SECRET, path, body });
    return request(app).post(path).set('Content-Type', 'application/json').set(headers).send(body);
  }

  async function order(
    person: Person,
    form: OrderForm,
    until: 'OPEN' | 'FILLED' | 'CONFIRMATION' | 'PRELIM_REVIEW',
    at = '2026-02-09 09:30',
  ): Promise<string> {
    const openAt = formatInstant(shanghai(at));
    const { body } = succeeded(await person.post('/v1/orders', { rulesConfirmed: true, openAt }));
    const id: string = body.id;
    opened.push(id);
    if (until === 'OPEN') return id;
    succeeded(await person.patch(`/v1/orders/${id}/form`, form));
    succeeded(await person.post(`/v1/orders/${id}/type`));
    for (const websiteId of Object.keys(form.websites)) {
      const instanceId = `i-${id}-${websiteId}`;
      parties.assets.instances.set(instanceId, { ownerAccountId: person.accountId ?? '' });
      succeeded(await person.put(`/v1/orders/${id}/websites/${websiteId}/instance`, { instanceId }));
    }
    if (until === 'FILLED') return id;
    await uploadEverything(person, id);
    await passFaceChecks(person, id);
    if (until === 'PRELIM_REVIEW') await person.act(id, 'submitForReview', { confirmed: true });
    return id;
  }

  async function passFaceChecks(person: Person, id: string): Promise<void> {
    const { body: checklist } = await person.get(`/v1/orders/${id}/checklist`);
    for (const { personId } of checklist.people) await passFaceCheck(person, id, personId);
  }
  /** The person's browser comes back from the vendor's page. */
  const comeBack = (reference: string): Test => request(app).get(`/v1/liveness/return?BizToken=${reference}`);

  async function passFaceCheck(person: Person, orderId: string, personId: string): Promise<void> {
    const path = `/v1/orders/${orderId}/people/${personId}/liveness`;
    const { body } = succeeded(await person.post(path));
    parties.liveness.results.set(body.reference, { status: 'PASS' });
    await comeBack(body.reference).expect(200);
    await standing(person, orderId);
  }

  const stepsOf = (orderId: string) => waiter.subscribe(orderId as OrderId, AbortSignal.timeout(PATIENCE_MS));

  /** Waits until the filing has received the result of every face check. */
  async function standing(person: Person, orderId: string): Promise<void> {
    const steps = stepsOf(orderId);
    for (;;) {
      const { body: history } = succeeded(await person.get(`/v1/orders/${orderId}/history`));
      const { body: checklist } = succeeded(await person.get(`/v1/orders/${orderId}/checklist`));
      const told = history.entries.filter(({ action }: { action: string }) => action === 'livenessResult').length;
      const passed = checklist.people.filter(({ faceCheck }: { faceCheck: string }) => faceCheck === 'PASS').length;
      if (told >= passed) break;
      if ((await steps.next()).done === true) throw new Error('the filing did not hear of the face check');
    }
    await steps.return?.();
  }

  return {
    app,
    operations,
    deps,
    database,
    databaseUrl: testDatabase.url,
    postgres: testDatabase,
    vault,
    temporal,
    parties,
    waiter,
    worker,
    as,
    appWith: (changes) => createWatchedApps({ ...deps, ...changes }).app,
    appsWith: (changes) => createWatchedApps({ ...deps, ...changes }),
    temporalAt: async (address) => new Client({ connection: await Connection.connect({ address }), dataConverter }),
    webhook,
    comeBack,
    receipts: async (vendor, body, token = SMS_RECEIPT_TOKEN) =>
      request(app)
        .post(`/v1/webhooks/sms/${vendor}/${token}`)
        .set('Content-Type', 'application/json;charset=UTF-8')
        .send(typeof body === 'string' ? body : JSON.stringify(body)),
    outcome: (orderId, actionId) => waiter.waitForOutcome(orderId as OrderId, actionId as ActionId, PATIENCE_MS),
    steps: stepsOf,
    order,
    passFaceChecks,
    async close() {
      await Promise.allSettled(opened.map((id) => temporal.workflow.getHandle(id).terminate('the test is over')));
      await worker.close();
      await waiter.close();
      await closeDatabase(database);
      await testDatabase.drop();
    },
  };
}

/** Every document the checklist asks for before the submission. */
export async function uploadEverything(person: Person, orderId: string): Promise<void> {
  const { body } = succeeded(await person.get(`/v1/orders/${orderId}/checklist`));
  for (const { slot, mandatory, due } of body.documents) {
    if (mandatory === true && due === 'SUBMISSION') succeeded(await person.upload(orderId, String(slot)));
  }
}
