/**
 * A filing desk for tests of the workflow tier: real Temporal server, real Postgres, the real workflow and activities, the
 * outside parties replaced at the adapters' interfaces. Filings run on dates of their own and are moved by fast-forward.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { WorkflowNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';
import { createActivities } from '../../../activities/index.ts';
import { present } from '../../../domain/present.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import { createDataConverter, PAYLOAD_CONVERTER_PATH } from '../../../codec/data-converter.ts';
import type { Action, ActionData } from '../../../domain/lifecycle/action.ts';
import { PUBLISHED_YEARS } from '../../../domain/time/calendar-years.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import { newOrderId, type AccountId, type ActionId, type OrderId } from '../../../domain/identifiers.ts';
import { civilDate, formatInstant, shanghai, type Instant } from '../../../domain/time/instant.ts';
import { requiredSlots } from '../../../domain/materials/required-slots.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { personsForLiveness } from '../../../domain/proofs/who-proves.ts';
import { personFingerprint } from '../../../domain/proofs/person-fingerprint.ts';
import { authenticityMethod } from '../../../domain/proofs/proofs.ts';
import { BUILT_IN_POLICIES } from '../../../domain/policy/built-in-policies.ts';
import { refusedHere, standingOf } from '../../../domain/lifecycle/refused-here.ts';
import type { Actor, Role } from '../../../domain/role.ts';
import { isDrafting, type Stage } from '../../../domain/lifecycle/stage.ts';
import type { Rules } from '../../../domain/lifecycle/terms.ts';
import { fastForward } from '../../../runtime/time-skipping.ts';
import { saveAccount } from '../../../store/accounts/accounts.ts';
import { startActionWaiter, type ActionWaiter } from '../../../store/steps/action-waiter.ts';
import { readHistory } from '../../../store/audit/history.ts';
import { recordAfterEnd } from '../../../store/audit/after-end.ts';
import { setClockSkew } from '../../../store/postgres/clock-skew.ts';
import { closeDatabase, migrate, openDatabase, type Database } from '../../../store/postgres/database.ts';
import { addDocument, currentDocuments, documentSealName, removeDocument } from '../../../store/proofs/documents.ts';
import { openVault, type Vault } from '../../../store/sealing/vault.ts';
import { sealBytes } from '../../../store/sealing/seal.ts';
import { sha256 } from '../../../store/sealing/sha256.ts';
import { releaseReservations, reservationsOf } from '../../../store/assets/instance-reservations.ts';
import { reserve } from '../../../store/assets/reserve-instance.ts';
import { markTold } from '../../../store/proofs/face-checks-to-settle.ts';
import { finishSession, startSession } from '../../../store/proofs/face-checks.ts';
import { listOf } from '../../../store/messages/messages.ts';
import { caseKey } from '../../../store/cases/case-key.ts';
import { filingTime, readOrder, type Order } from '../../../store/orders/orders.ts';
import { markStarted } from '../../../store/orders/order-workflows.ts';
import { openOrder } from '../../../store/orders/open-order.ts';
import { saveForm, setType } from '../../../store/orders/edit-order.ts';
import { importPolicies } from '../../../store/policy/policies.ts';
import { PATIENT_TIMEOUTS } from '../../../store/postgres/pool.ts';
import { seedReferenceData } from '../../../store/policy/reference-data.ts';
import { listTasks } from '../../../store/tasks/tasks.ts';
import { FILING_WORKFLOW, signalOf, type FilingInput } from '../../../workflows/messages/filing.ts';
import { recipientOf, type ActionMessage } from '../../../workflows/messages/envelope.ts';
import type { Thresholds } from '../../../workflows/messages/process-input.ts';
import { freshDatabase, prepareTemplate } from '../servers/database.ts';
import { createTestParties, type TestParties } from '../parties/parties.ts';
import { testWorkflowBundle } from '../servers/servers.ts';
import { startTestWorker } from '../servers/worker.ts';
import { orderScope } from '../../../domain/order/order-scope.ts';

/** Keys that protect nothing but tests. */
export const TEST_KEYS = {
  master: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  index: 'index key of the tests, at least thirty-two characters',
  payload: `test:${Buffer.alloc(32, 9).toString('base64')}`,
} as const;

const WAIT_MS = 60_000;

export interface DeskOptions {
  /** Workflows of the test's own, in place of the real ones: the path of their module. */
  workflowsPath?: string;
  /** Policy rows that hold besides the built-in ones, as an operator would import them. */
  policies?: readonly object[];
}

export interface OpenOptions {
  form: OrderForm;
  /** Shanghai reading, e.g. `2026-02-09 09:30`. */
  at: string;
  type?: OrderType;
  accountId?: string;
  /** How far the draft is filled in; `complete` (default) stands in `CONFIRMATION`. */
  filled?: 'nothing' | 'complete';
  /** Makes short runs: the filing goes on in a new one after so many events or signals. */
  goesOnAfter?: Thresholds;
}

export interface Desk {
  database: Database;
  databaseUrl: string;
  vault: Vault;
  parties: TestParties;
  client: Client;
  taskQueue: string;
  open(options: OpenOptions): Promise<TestFiling>;
  /** Does something while no worker runs. */
  withoutWorkers<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

type HistoryPage = Awaited<ReturnType<Client['workflowService']['getWorkflowExecutionHistory']>>;

const templateName = `migrated_${process.pid}`;

/** A migrated and seeded database of its own. */
export async function migratedDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  await prepareTemplate(templateName, async (url) => {
    const db = openDatabase(url, { timeouts: PATIENT_TIMEOUTS });
    await migrate(db);
    await seedReferenceData(db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
    await closeDatabase(db);
  });
  return freshDatabase(templateName);
}

export async function startDesk(options: DeskOptions = {}): Promise<Desk> {
  const testDatabase = await migratedDatabase();
  const database = openDatabase(testDatabase.url);
  if (options.policies) await importRows(database, options.policies);
  const vault = openVault(TEST_KEYS.master, TEST_KEYS.index);
  const parties = createTestParties();
  const rules = rulesReader(database);
  const dataConverter = createDataConverter(TEST_KEYS.payload);
  const waiter = await startActionWaiter({ url: testDatabase.url, db: database, vault });
  const worker = await startTestWorker({
    ...(options.workflowsPath === undefined
      ? { workflowBundle: { codePath: testWorkflowBundle() } }
      : { workflowBundle: await bundleOf(options.workflowsPath) }),
    dataConverter,
    client: { dataConverter },
    activities: {
      ...createActivities({
        ...parties,
        database,
        vault,
        rules,
        deskEmail: 'desk@provider.example',
        clock: 'own',
      }),
    },
  });
  const filings: TestFiling[] = [];
  return {
    database,
    databaseUrl: testDatabase.url,
    vault,
    parties,
    client: worker.client,
    taskQueue: worker.taskQueue,
    async open(openOptions) {
      const filing = await openFiling({ database, vault, parties, rules, waiter, ...worker }, openOptions);
      filings.push(filing);
      return filing;
    },
    async withoutWorkers(work) {
      await worker.pause();
      try {
        return await work();
      } finally {
        await worker.resume();
      }
    },
    async close() {
      await Promise.all(filings.map((filing) => filing.terminate()));
      await worker.close();
      await waiter.close();
      await closeDatabase(database);
      await testDatabase.drop();
    },
  };
}

const bundleOf = (workflowsPath: string): Promise<WorkflowBundleOption> =>
  bundleWorkflowCode({
    workflowsPath,
    payloadConverterPath: PAYLOAD_CONVERTER_PATH,
    logger: new DefaultLogger('ERROR'),
  });

async function importRows(database: Database, rows: readonly object[]): Promise<void> {
  const imported = await importPolicies(database, rows, 'test');
  if (!imported.imported) throw new Error(`bad policy rows: ${imported.errors.join('; ')}`);
}

interface Parts {
  database: Database;
  vault: Vault;
  parties: TestParties;
  rules: () => Promise<Rules>;
  waiter: ActionWaiter;
  client: Client;
  taskQueue: string;
}

/** Writes an order as the API would have left it, and starts its workflow. */
async function openFiling(parts: Parts, options: OpenOptions): Promise<TestFiling> {
  const { database, vault, client, taskQueue } = parts;
  const at = shanghai(options.at);
  const accountId = (options.accountId ?? `account-${randomUUID()}`) as AccountId;
  const orderId = newOrderId(civilDate(at), randomBytes(8));
  const kind = options.form.entity.kind;
  await saveAccount(database, vault, {
    id: accountId,
    verified: true,
    mobile: '13700137000',
    email: 'account@example.cn',
    ...present({ kind }),
  });
  const clockOffset = at - Date.now();
  const opened = await openOrder(database, vault, { id: orderId, accountId, openedAt: at, clockSkewMs: clockOffset });
  if (!opened.opened) throw new Error(`the account's place is held by ${opened.heldBy}`);
  if (options.filled !== 'nothing') await fillIn(parts, orderId, accountId, options, at);
  const { goesOnAfter } = options;
  const input: FilingInput = { orderId, accountId, clockOffset, ...(goesOnAfter === undefined ? {} : { goesOnAfter }) };
  const handle = await client.workflow.start(FILING_WORKFLOW, { workflowId: orderId, taskQueue, args: [input] });
  await markStarted(database, orderId);
  const filing = new TestFiling(parts, handle, orderId, accountId);
  if (options.filled !== 'nothing') await filing.act('edited', {}, { as: 'applicant', anyVisit: true });
  return filing;
}

/** Form, servers, scans and face checks of an order in which nothing is missing. */
async function fillIn(
  parts: Parts,
  orderId: OrderId,
  accountId: AccountId,
  options: OpenOptions,
  at: Instant,
): Promise<void> {
  const { database, vault, parties, rules } = parts;
  const { form, type = 'FIRST' } = options;
  const domains = Object.entries(form.websites).flatMap(([websiteId, { domain }]) =>
    domain ? [{ websiteId, domain }] : [],
  );
  await saveForm(database, vault, orderId, { expectedVersion: 1, form, domains, editedAt: at });
  await setType(database, orderId, type, at);
  for (const websiteId of Object.keys(form.websites)) {
    const source = { instanceId: `i-${orderId}-${websiteId}` };
    await reserve(database, vault, { orderId, accountId, websiteId, source, maxWebsites: 5, at });
  }
  const { policies } = await rules();
  const on = civilDate(at);
  const slots = requiredSlots({ form, type, policies, on, photoAllowedFor: [] });
  for (const { slot, mandatory, due } of slots) {
    if (mandatory && due === 'SUBMISSION') await upload({ database, vault, parties }, orderId, slot, at);
  }
  const scope = orderScope(form, type);
  if (policies.resolve('authenticity.phase', scope, on) === 'AFTER_PRELIM') return;
  if (authenticityMethod(scope, policies, on) !== 'LIVENESS_APP') return;
  for (const personId of personsForLiveness(form, type, policies, on)) {
    await endFaceCheck({ database, vault }, orderId, personId, form, at);
  }
}

/** A scan in a slot, sealed as the API seals it. */
export async function upload(
  { database, vault, parties }: Pick<Parts, 'database' | 'vault' | 'parties'>,
  orderId: OrderId,
  slot: string,
  at: Instant,
): Promise<void> {
  const image = Buffer.from(`image of ${slot} ${randomUUID()}`);
  const digest = sha256(image);
  const key = await caseKey(database, vault, orderId);
  if (!key) throw new Error('the order was erased');
  const objectKey = `${orderId}/${digest}`;
  await parties.documents.put(objectKey, sealBytes(key, documentSealName(slot, digest), image));
  await addDocument(database, {
    orderId,
    slot,
    sha256: digest,
    mediaType: 'image/png',
    size: image.length,
    objectKey,
    uploadedBy: 'tester',
    uploadedAt: at,
  });
}

async function endFaceCheck(
  { database, vault }: Pick<Parts, 'database' | 'vault'>,
  orderId: OrderId,
  personId: string,
  form: OrderForm,
  at: Instant,
  result: FaceCheckResult = 'PASS',
): Promise<void> {
  const vendorReference = randomUUID();
  const fingerprint = personFingerprint(form.people[personId] ?? {});
  const session = { orderId, personId, personFingerprint: fingerprint, vendorReference, at, linkUntil: at };
  await startSession(database, vault, session);
  const finished = await finishSession(database, vault, vendorReference, { ...ENDINGS[result], at });
  if (finished !== undefined) await markTold(database, finished.session); // by the signal of the test
}

type FaceCheckResult = 'PASS' | 'FAIL' | 'NOT_POSSIBLE';
const ENDINGS = {
  PASS: { status: 'PASSED' },
  FAIL: { status: 'FAILED', cause: 'PERSON', reason: '2016' },
  NOT_POSSIBLE: { status: 'FAILED', cause: 'NOT_POSSIBLE', reason: '2012' },
} as const;

export interface ActOptions {
  as?: Role;
  /** Who exactly; R1, R2 are reviewers, O1, O2 operators. */
  by?: string;
  /** The customer account this person belongs to, besides working here. */
  ofAccount?: string;
  /** Send no visit, as outside parties do. */
  anyVisit?: boolean;
  visit?: number;
  actionId?: string;
  /** When the API says it was sent, on the filing's clock. */
  sentAt?: string;
}

const ROLES_BY_LETTER: Readonly<Record<string, Role>> = { R: 'reviewer', O: 'operator', M: 'mailroom' };

/** One filing under test. */
export class TestFiling {
  readonly orderId: OrderId;
  readonly accountId: AccountId;
  readonly handle: WorkflowHandle;
  readonly #parts: Parts;

  constructor(parts: Parts, handle: WorkflowHandle, orderId: OrderId, accountId: AccountId) {
    this.#parts = parts;
    this.handle = handle;
    this.orderId = orderId;
    this.accountId = accountId;
  }

  /** Does something and waits for its outcome: `APPLIED`, or the reason of the refusal. */
  async act<A extends Action>(action: A, data: ActionData<A> | object = {}, options: ActOptions = {}): Promise<string> {
    const actionId = options.actionId ?? randomUUID();
    await this.send(action, data, { ...options, actionId });
    return this.outcome(actionId);
  }

  /** Sends an action without waiting. */
  async send(action: Action, data: object = {}, options: ActOptions = {}): Promise<string> {
    const actionId = options.actionId ?? randomUUID();
    const actor = this.#actor(options);
    const { visit } = options.anyVisit ? { visit: undefined } : { visit: options.visit ?? (await this.order()).visit };
    const message: ActionMessage = {
      actionId,
      actor,
      data,
      for: recipientOf(this.orderId, action),
      ...(options.sentAt === undefined ? {} : { sentAt: shanghai(options.sentAt) }),
      ...present({ visit }),
    };
    try {
      await this.handle.signal(signalOf(action), message);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      await this.#recordAfterEnd({ action, actionId: actionId as ActionId, actor }, data);
    }
    return actionId;
  }

  /** What came too late stands in the history all the same, as the API sees to. */
  async #recordAfterEnd(late: { action: Action; actionId: ActionId; actor: Actor }, data: object): Promise<void> {
    const { database, vault } = this.#parts;
    const { action, actor } = late;
    const refused = refusedHere(standingOf(await this.order()), { action, role: actor.role, data });
    if (refused === undefined) throw new Error(`${this.orderId} has ended and takes ${action}`);
    await recordAfterEnd(database, vault, { orderId: this.orderId, at: await this.now(), ...late, refused });
  }

  async outcome(actionId: string): Promise<string> {
    const outcome = await this.#parts.waiter.waitForOutcome(this.orderId, actionId as ActionId, WAIT_MS);
    if (!outcome)
      throw new Error(`no outcome of ${actionId} within ${WAIT_MS} ms; the order is in ${await this.stage()}`);
    return outcome.outcome === 'APPLIED' ? 'APPLIED' : (outcome.reason ?? 'REFUSED');
  }

  /** A callback of bureau or MIIT about the present hand-over. */
  async party(action: Action, data: object, as: Role): Promise<string> {
    const handOver = (await this.order()).progress?.handOver;
    return this.act(action, { handOver, ...data }, { as, anyVisit: true });
  }

  /** Waits until the order is in a state; for what comes by itself. */
  async reaches(stage: Stage): Promise<Order> {
    await this.#until(async () => (await this.stage()) === stage, `the order is not in ${stage}`);
    return this.order();
  }

  /** Waits until something is in the history; for what is recorded by itself. */
  async happens(action: string): Promise<void> {
    const isThere = async () => (await this.history()).some((entry) => entry.action === action);
    await this.#until(isThere, `${action} did not happen`);
  }

  /** Waits until no delivery is under way: the clock moves only then. It moves by a second. */
  async delivered(): Promise<void> {
    const { stage } = await this.order();
    if (stage === 'COMPLETED' || stage === 'ABANDONED') await this.handle.result();
    else await this.#skip(1000);
  }

  async #until(isSo: () => Promise<boolean>, complaint: string): Promise<void> {
    const steps = this.#parts.waiter.subscribe(this.orderId, AbortSignal.timeout(WAIT_MS));
    while (!(await isSo())) {
      const { done } = await steps.next();
      if (done && !(await isSo())) throw new Error(`${complaint}; it is in ${await this.stage()}`);
    }
    await steps.return?.();
  }

  /** Moves the filing's clock to a Shanghai reading; everything due on the way happens. */
  async travelTo(reading: string): Promise<void> {
    const target = shanghai(reading);
    const now = await this.now();
    if (target > now) await this.#skip(target - now);
  }

  async #skip(milliseconds: number): Promise<void> {
    const { clockSkewMs } = await this.order();
    const gained = await fastForward(this.#parts.client, this.orderId, milliseconds);
    await setClockSkew(this.#parts.database, this.orderId, clockSkewMs + gained);
  }

  /**
   * Lets time pass while no worker runs: comes back when the next timer has fired, which nobody has acted on yet. The
   * clock goes on to the reading as soon as a worker runs again.
   */
  async nextTimerFires(until: string): Promise<void> {
    const { events } = await this.handle.fetchHistory();
    const ahead = shanghai(until) - (await this.now());
    void fastForward(this.#parts.client, this.orderId, ahead).catch(() => {}); // the next travel waits for it
    const { connection } = this.#parts.client;
    await connection.withDeadline(Date.now() + WAIT_MS, () => this.#timerFiresAfter(events?.length ?? 0));
  }

  async #timerFiresAfter(known: number): Promise<void> {
    const { workflowService, options } = this.handle.client;
    const request = { namespace: options.namespace, execution: { workflowId: this.orderId }, waitNewEvent: true };
    let nextPageToken = new Uint8Array();
    for (;;) {
      const page: HistoryPage = await workflowService.getWorkflowExecutionHistory({ ...request, nextPageToken });
      const fresh = (page.history?.events ?? []).filter(({ eventId }) => Number(eventId) > known);
      if (fresh.some(({ timerFiredEventAttributes }) => timerFiredEventAttributes)) return;
      nextPageToken = new Uint8Array(page.nextPageToken);
    }
  }

  /** The filing's clock. A query would tell the time of the filing's last task, which may be long ago. */
  async now(): Promise<Instant> {
    return filingTime(await this.order(), Date.now());
  }

  async order(): Promise<Order> {
    const order = await readOrder(this.#parts.database, this.#parts.vault, this.orderId);
    if (!order) throw new Error('the order is gone');
    return order;
  }

  async stage(): Promise<Stage> {
    return (await this.order()).stage;
  }

  /** The due instant of a kind as a Shanghai reading, e.g. `2026-02-14 18:00:00`; undefined when there is none. */
  async due(kind: string): Promise<string | undefined> {
    const due = (await this.order()).progress?.dues.find((each) => each.kind === kind);
    return due ? reading(due.at) : undefined;
  }

  /** Whether the due instant of a kind rests on days no calendar is published for. */
  async isProvisional(kind: string): Promise<boolean> {
    return (await this.order()).progress?.dues.find((each) => each.kind === kind)?.provisional === true;
  }

  /** From when until when the bureau's word is expected. */
  async expected(): Promise<string[]> {
    const due = (await this.order()).progress?.dues.find(({ kind }) => kind === 'bureau');
    return [due?.earliest, due?.latest].flatMap((at) => (at === undefined ? [] : [reading(at)]));
  }

  /** The items of the last step that had any: what to fix, or what was missing; `path CODE`. */
  async items(): Promise<string[]> {
    const last = (await this.history()).findLast(({ items }) => items !== undefined && items.length > 0);
    return (last?.items ?? []).map(({ path, code }) => `${path} ${code}`);
  }

  /** What happened, oldest first: `action: FROM → TO`, and the reason where it was refused. */
  async steps(): Promise<string[]> {
    const history = await readHistory(this.#parts.database, this.#parts.vault, this.orderId);
    return history.map(({ action, from, to, outcome, reason }) =>
      outcome === 'APPLIED' ? `${action}: ${from} → ${to}` : `${action}: ${reason}`,
    );
  }

  history() {
    return readHistory(this.#parts.database, this.#parts.vault, this.orderId);
  }

  messages() {
    return listOf(this.#parts.database, this.#parts.vault, this.orderId);
  }

  /** Codes of all messages so far with how many there are of each, e.g. `N-1 ×5`. */
  async messageCodes(): Promise<string[]> {
    return (await this.messages()).map(
      ({ code, channel, recipient, personId }) => `${code} ${channel} ${personId ?? recipient}`,
    );
  }

  async tasks(): Promise<string[]> {
    const { tasks } = await listTasks(this.#parts.database, { caseId: this.orderId });
    return tasks.map(({ kind }) => kind);
  }

  /** Who was told under a code, and how: `SMS P1`, `EMAIL account`; one entry for each message. */
  async told(code: string): Promise<string[]> {
    const messages = (await this.messages()).filter((message) => message.code === code);
    return messages.map(({ channel, personId, recipient }) => `${channel} ${personId ?? recipient}`).toSorted();
  }

  /** When somebody was told under a code, each instant once. */
  async whenTold(code: string): Promise<string[]> {
    const messages = (await this.messages()).filter((message) => message.code === code);
    return [...new Set(messages.map(({ at }) => reading(at)))];
  }

  /** Uploads a scan, as the API would. */
  async upload(slot: string): Promise<void> {
    await upload(this.#parts, this.orderId, slot, await this.now());
  }

  /** Takes a scan out of its slot. */
  async takeOut(slot: string): Promise<void> {
    await removeDocument(this.#parts.database, { orderId: this.orderId, slot, by: 'tester', at: await this.now() });
  }

  /** What the type check found, or that a later edit took it away. */
  async setType(type: OrderType | undefined): Promise<void> {
    await setType(this.#parts.database, this.orderId, type, await this.now());
  }

  /** Reserves a server for a website, `i-…` or the one it had. */
  async nameServer(websiteId: string, instanceId = `i-${this.orderId}-${websiteId}`): Promise<void> {
    const { orderId, accountId } = this;
    const at = await this.now();
    const request = { orderId, accountId, websiteId, source: { instanceId }, maxWebsites: 5, at };
    await reserve(this.#parts.database, this.#parts.vault, request);
  }

  /** Servers reserved or used up for this order, by website. */
  async servers(): Promise<string[]> {
    return (await reservationsOf(this.#parts.database, this.orderId)).map(({ websiteId }) => websiteId);
  }

  /** Gives back the servers of the order. */
  async giveBackServers(): Promise<void> {
    await releaseReservations(this.#parts.database, this.orderId, await this.now());
  }

  async slots(): Promise<string[]> {
    return (await currentDocuments(this.#parts.database, this.orderId)).map(({ slot }) => slot);
  }

  /** The vendor's result of a face check, and the signal about it. */
  async faceCheck(personId: string, result: FaceCheckResult): Promise<string> {
    await this.#vendorSays(personId, result);
    const told = result === 'NOT_POSSIBLE' ? { result: 'FAIL', cause: result } : { result };
    return this.act('livenessResult', { personId, ...told }, { as: 'liveness', anyVisit: true });
  }

  /** A pass of which the filing has not heard. */
  facePassed(personId: string): Promise<void> {
    return this.#vendorSays(personId, 'PASS');
  }

  async #vendorSays(personId: string, result: FaceCheckResult): Promise<void> {
    const { form } = await this.order();
    if (!form) throw new Error('the order was erased');
    await endFaceCheck(this.#parts, this.orderId, personId, form, await this.now(), result);
  }

  /** Saves a changed form and tells the filing when it is a draft, as the API would. */
  async edit(change: (form: OrderForm) => OrderForm): Promise<void> {
    await this.save(change);
    if (isDrafting(await this.stage())) await this.act('edited', {}, { anyVisit: true });
  }

  /** Saves a changed form of which the filing has not heard. */
  async save(change: (form: OrderForm) => OrderForm): Promise<void> {
    const { form, formVersion, type } = await this.order();
    if (!form) throw new Error('the order was erased');
    const next = change(form);
    const domains = Object.entries(next.websites).flatMap(([websiteId, { domain }]) =>
      domain ? [{ websiteId, domain }] : [],
    );
    const editedAt = await this.now();
    await saveForm(this.#parts.database, this.#parts.vault, this.orderId, {
      expectedVersion: formVersion,
      form: next,
      domains,
      editedAt,
    });
    if (type) await setType(this.#parts.database, this.orderId, type, editedAt);
  }

  async terminate(): Promise<void> {
    await this.handle.terminate('the test is over').catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error; // it has ended
    });
  }

  #actor({ as, by, ofAccount }: ActOptions): Actor {
    const role = as ?? ROLES_BY_LETTER[by?.[0] ?? ''] ?? 'applicant';
    const id = by ?? (role === 'applicant' ? this.accountId : role);
    const door = role === 'bureau' || role === 'miit' || role === 'liveness' ? 'webhook' : 'api';
    return { id, role, door, ...present({ accountId: ofAccount }) };
  }
}

/** `2026-02-14 18:00:00` */
export const reading = (at: Instant): string => formatInstant(at).slice(0, 19).replace('T', ' ');
