/** One filing under test: the actions of people and parties, and what a test can read of the filing. */
import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';
import { present } from '../../../domain/present.ts';
import type { Action, ActionData } from '../../../domain/lifecycle/action.ts';
import { storedContent, withForm } from '../../../domain/order/content.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import type { AccountId, ActionId, OrderId } from '../../../domain/identifiers.ts';
import { formatInstant, shanghai, type Instant } from '../../../domain/time/instant.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { refusedHere, standingOf } from '../../../domain/lifecycle/refused-here.ts';
import type { Actor, Role } from '../../../domain/role.ts';
import { isDrafting, type Stage } from '../../../domain/lifecycle/stage.ts';
import { fastForward } from '../../../runtime/time-skipping.ts';
import { readHistory } from '../../../store/audit/history.ts';
import { recordAfterEnd } from '../../../store/audit/after-end.ts';
import { setClockSkew } from '../../../store/postgres/clock-skew.ts';
import { currentDocuments, removeDocument } from '../../../store/proofs/documents.ts';
import { releaseReservations, reservationsOf } from '../../../store/assets/instance-reservations.ts';
import { reserve } from '../../../store/assets/reserve-instance.ts';
import { listOf } from '../../../store/messages/messages.ts';
import { filingTime, readOrder, type Order } from '../../../store/orders/orders.ts';
import { saveForm, setType } from '../../../store/orders/edit-order.ts';
import { listTasks } from '../../../store/tasks/tasks.ts';
import { signalOf } from '../../../workflows/messages/filing.ts';
import { recipientOf, type ActionMessage } from '../../../workflows/messages/envelope.ts';
import { PATIENCE_MS } from '../patience.ts';
import { noteAsked } from './asked.ts';
import type { TestParts } from './test-parts.ts';
import { endFaceCheck, upload, type FaceCheckResult } from './proofs.ts';

type HistoryPage = Awaited<ReturnType<Client['workflowService']['getWorkflowExecutionHistory']>>;

export interface ActOptions {
  as?: Role;
  /** The acting person; R1, R2 are reviewers, O1, O2 operators. */
  by?: string;
  /** The customer account to which this employee also belongs. */
  ofAccount?: string;
  /** Send no visit, as outside parties do. */
  anyVisit?: boolean;
  visit?: number;
  actionId?: string;
  /** When the action was sent according to the API, on the filing's clock. */
  sentAt?: string;
}

const ROLES_BY_LETTER: Readonly<Record<string, Role>> = { R: 'reviewer', O: 'operator', M: 'mailroom' };

/** One filing under test. */
export class TestFiling {
  readonly orderId: OrderId;
  readonly accountId: AccountId;
  readonly handle: WorkflowHandle;
  readonly #parts: TestParts;

  constructor(parts: TestParts, handle: WorkflowHandle, orderId: OrderId, accountId: AccountId) {
    this.#parts = parts;
    this.handle = handle;
    this.orderId = orderId;
    this.accountId = accountId;
  }

  /** The same filing in another Temporal. */
  inTemporalOf(client: Client): TestFiling {
    const { orderId, accountId } = this;
    return new TestFiling({ ...this.#parts, client }, client.workflow.getHandle(orderId), orderId, accountId);
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
    const asked = { action, actionId: actionId as ActionId, actor, data } as const;
    await noteAsked(this.#parts, this.orderId, { to: 'filing', ...asked });
    try {
      await this.handle.signal(signalOf(action), message);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      await this.#recordAfterEnd({ action, actionId: actionId as ActionId, actor }, data);
    }
    return actionId;
  }

  /** Writes an action that came after the end to the history, as the API does. */
  async #recordAfterEnd(late: { action: Action; actionId: ActionId; actor: Actor }, data: object): Promise<void> {
    const { database, vault } = this.#parts;
    const { action, actor } = late;
    const refused = refusedHere(standingOf(await this.order()), { action, role: actor.role, data });
    if (refused === undefined) throw new Error(`${this.orderId} has ended and takes ${action}`);
    await recordAfterEnd(database, vault, { orderId: this.orderId, at: await this.now(), ...late, refused });
  }

  async outcome(actionId: string): Promise<string> {
    const outcome = await this.#parts.waiter.waitForOutcome(this.orderId, actionId as ActionId, PATIENCE_MS);
    if (!outcome)
      throw new Error(`no outcome of ${actionId} within ${PATIENCE_MS} ms; the order is in ${await this.stage()}`);
    return outcome.outcome === 'APPLIED' ? 'APPLIED' : (outcome.reason ?? 'REFUSED');
  }

  /** A callback of bureau or MIIT about the present hand-over. */
  async party(action: Action, data: object, as: Role): Promise<string> {
    const handOver = (await this.order()).progress?.handOver;
    return this.act(action, { handOver, ...data }, { as, anyVisit: true });
  }

  /** Waits until the order is in a state; for changes that no action of the test causes. */
  async reaches(stage: Stage, withinMs = PATIENCE_MS): Promise<Order> {
    await this.#until(async () => (await this.stage()) === stage, `the order is not in ${stage}`, withinMs);
    return this.order();
  }

  /** Waits until an action is in the history; for actions that the test does not send. */
  async happens(action: string): Promise<void> {
    const isThere = async () => (await this.history()).some((entry) => entry.action === action);
    await this.#until(isThere, `${action} did not happen`);
  }

  /** Waits until no delivery is under way, by moving the clock a second: it moves only after the deliveries. */
  async delivered(): Promise<void> {
    const { stage } = await this.order();
    if (stage === 'COMPLETED' || stage === 'ABANDONED') await this.handle.result();
    else await this.#skip(1000);
  }

  async #until(isSo: () => Promise<boolean>, complaint: string, withinMs = PATIENCE_MS): Promise<void> {
    const steps = this.#parts.waiter.subscribe(this.orderId, AbortSignal.timeout(withinMs));
    while (!(await isSo())) {
      if ((await steps.next()).done !== true) continue;
      if (await isSo()) throw new Error('it came about, and whoever follows the order was not told');
      throw new Error(`${complaint}; it is in ${await this.stage()}`);
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
   * Lets time pass while no worker runs. Returns when the next timer has fired and before a worker has acted on it. The
   * clock goes on to the reading as soon as a worker runs again.
   */
  async nextTimerFires(until: string): Promise<void> {
    const { events } = await this.handle.fetchHistory();
    const ahead = shanghai(until) - (await this.now());
    void fastForward(this.#parts.client, this.orderId, ahead).catch(() => {}); // the next travel waits for it
    const { connection } = this.#parts.client;
    await connection.withDeadline(Date.now() + PATIENCE_MS, () => this.#timerFiresAfter(events?.length ?? 0));
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

  /** The time of the filing's clock. A query would return the time of the last task, which may be long ago. */
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

  /** The range in which the bureau's decision is expected. */
  async expected(): Promise<string[]> {
    const due = (await this.order()).progress?.dues.find(({ kind }) => kind === 'bureau');
    return [due?.earliest, due?.latest].flatMap((at) => (at === undefined ? [] : [reading(at)]));
  }

  /** The items of the last step that had any: what to fix, or what was missing; `path CODE`. */
  async items(): Promise<string[]> {
    const last = (await this.history()).findLast(({ items }) => items !== undefined && items.length > 0);
    return (last?.items ?? []).map(({ path, code }) => `${path} ${code}`);
  }

  /** The steps, oldest first: `action: FROM → TO`, and the reason of a refusal. */
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

  /** Codes of all messages so far, each with its count, e.g. `N-1 ×5`. */
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

  /** Stores the result of the type check, or removes it as a later edit does. */
  async setType(type: OrderType | undefined, onRecord: Parameters<typeof setType>[4] = {}): Promise<void> {
    await setType(this.#parts.database, this.orderId, type, await this.now(), onRecord);
  }

  /** Reserves a server for a website: the given one (`i-…`), or the one the website had. */
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

  /** Stores the vendor's result of a face check and sends the signal. */
  async faceCheck(personId: string, result: FaceCheckResult): Promise<string> {
    await this.#vendorSays(personId, result);
    const told = result === 'NOT_POSSIBLE' ? { result: 'FAIL', cause: result } : { result };
    return this.act('livenessResult', { personId, ...told }, { as: 'liveness', anyVisit: true });
  }

  /** Stores a pass without telling the filing. */
  facePassed(personId: string): Promise<void> {
    return this.#vendorSays(personId, 'PASS');
  }

  async #vendorSays(personId: string, result: FaceCheckResult): Promise<void> {
    const { form } = await this.order();
    if (!form) throw new Error('the order was erased');
    await endFaceCheck(this.#parts, this.orderId, personId, form, await this.now(), result);
  }

  /** Saves a changed form and, while the order is a draft, tells the filing, as the API does. */
  async edit(change: (form: OrderForm) => OrderForm): Promise<void> {
    await this.save(change);
    if (isDrafting(await this.stage())) await this.act('edited', {}, { anyVisit: true });
  }

  /** Saves a changed form without telling the filing. */
  async save(change: (form: OrderForm) => OrderForm): Promise<void> {
    const { form, content, formVersion, type } = await this.order();
    if (!form || !content) throw new Error('the order was erased');
    const next = change(form);
    const domains = Object.entries(next.websites).flatMap(([websiteId, { domain }]) =>
      domain ? [{ websiteId, domain }] : [],
    );
    const editedAt = await this.now();
    await saveForm(this.#parts.database, this.#parts.vault, this.orderId, {
      expectedVersion: formVersion,
      form: storedContent(withForm(content, next)),
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
