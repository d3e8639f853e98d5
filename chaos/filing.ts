/** One filing as its applicant, two reviewers, an operator and the outside parties move it on, each step until it is done. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { SCAN } from '../stack/demo/scan.ts';
import { Caller, problemOf, Unexpected, type Ledger } from './client.ts';
import { applicantOf, NAME, type Applicant } from './orders.ts';
import type { InTurn } from './turns.ts';

export interface Place {
  apiUrl: string;
  sandboxUrl: string;
  inTurn: InTurn;
  ledger: Ledger;
  /** Called after every step of any filing. */
  onStep: () => void;
}

type Staff = 'reviewer-1' | 'reviewer-2' | 'operator-1' | 'operator-2';

const OPENED = '2026-05-11T09:30:00+08:00';
const idSchema = z.object({ id: z.string() });
const stageSchema = z.object({ stage: z.string(), now: z.string() });
const slotsSchema = z.object({
  documents: z.array(z.object({ slot: z.string(), mandatory: z.boolean(), present: z.boolean(), due: z.string() })),
});
const referenceSchema = z.object({ reference: z.string() });

const LOOK_AGAIN_MS = 700;
/** Callbacks that Beian did not take are sent again after so long, as an operator of the gateway would have them sent. */
const SEND_AGAIN_MS = 40_000;
const PATIENCE_MS = 8 * 60_000;

export class Filing {
  readonly #place: Place;
  readonly #applicant: Applicant;
  readonly #sandbox: Caller;
  readonly #callers = new Map<string, Caller>();
  readonly #serial: number;
  #steps = 0;
  id = '';
  isOver = false;
  /** Something was done to it in Temporal. */
  wasHit = false;

  constructor(serial: number, place: Place) {
    this.#serial = serial;
    this.#place = place;
    this.#applicant = applicantOf(serial);
    this.#sandbox = new Caller(`${place.sandboxUrl}/sandbox/v1`, place.inTurn, place.ledger);
  }

  /** Somebody as a caller of Beian's API. */
  async caller(who: Staff | 'applicant'): Promise<Caller> {
    const known = this.#callers.get(who);
    if (known !== undefined) return known;
    const { apiUrl, inTurn, ledger } = this.#place;
    const [role = ''] = who.split('-');
    const { accountId } = this.#applicant;
    const claims = who === 'applicant' ? { id: `${accountId}-user`, role, accountId } : { id: who, role };
    const body = await new Caller(apiUrl, inTurn, ledger).must('POST', '/v1/demo-tokens', claims);
    const caller = new Caller(apiUrl, inTurn, ledger, z.object({ token: z.string() }).parse(body).token);
    this.#callers.set(who, caller);
    return caller;
  }

  /** A name for the next request or event, the same however often it is sent. */
  #name(what: string): string {
    this.#steps += 1;
    return `chaos-${this.#serial}-${this.#steps}-${what}`;
  }

  get domain(): string {
    return this.#applicant.domain;
  }

  #done(): void {
    this.#place.onStep();
  }

  async open(): Promise<void> {
    const { account, instanceId, domain, idNumber, accountId } = this.#applicant;
    await (await this.caller('operator-1')).must('POST', '/v1/accounts', account);
    const until = '2035-12-31';
    await this.#sandbox.must('POST', '/assets/instances', {
      instanceId,
      ownerAccountId: accountId,
      product: 'VM',
      termMonths: 36,
      expiresOn: until,
      publicIp: '203.0.113.10',
      place: 'ZJ',
    });
    await this.#sandbox.must('POST', '/assets/domains', {
      domain,
      registrantKind: 'PERSON',
      registrant: { name: NAME, certificateNumber: idNumber },
      mainlandRegistrar: true,
      registeredHere: true,
      realNameVerifiedOn: '2025-01-05',
      expiresOn: until,
    });
    const applicant = await this.caller('applicant');
    const body = { rulesConfirmed: true, openAt: OPENED };
    const opened = await applicant.ask('POST', '/v1/orders', body, this.#name('open'));
    // Its first answer may have been lost with the process: the account's place then names the order.
    const { order } = problemOf(opened);
    this.id = order ?? idSchema.parse(opened.body).id;
    this.#done();
  }

  async fillIn(): Promise<void> {
    const applicant = await this.caller('applicant');
    const path = `/v1/orders/${this.id}`;
    await applicant.must('PATCH', `${path}/form`, this.#applicant.form);
    this.#done();
    await applicant.must('POST', `${path}/type`, {});
    this.#done();
    await applicant.must('PUT', `${path}/websites/W1/instance`, { instanceId: this.#applicant.instanceId });
    this.#done();
    const { documents } = slotsSchema.parse(await applicant.must('GET', `${path}/checklist`));
    for (const { slot, mandatory, present, due } of documents) {
      if (!mandatory || present || due === 'PHOTO') continue;
      const form = new FormData();
      form.set('file', new Blob([Buffer.from(SCAN)], { type: 'image/png' }), 'scan.png');
      await applicant.must('PUT', `${path}/documents/${encodeURIComponent(slot)}`, form);
      this.#done();
    }
    const started = await applicant.must('POST', `${path}/people/P1/liveness`, {});
    const { reference } = referenceSchema.parse(started);
    await this.until('CONFIRMATION', () => this.#sandbox.must('POST', `/liveness/${reference}/pass`, {}));
  }

  async edit(patch: object): Promise<void> {
    await (await this.caller('applicant')).must('PATCH', `/v1/orders/${this.id}/form`, patch);
    this.#done();
  }

  async act(who: Staff | 'applicant', action: string, data?: object): Promise<void> {
    await (await this.caller(who)).act(this.id, action, this.#name(action), data);
    this.#done();
  }

  /** An outside party tells Beian of an event; waits for the state that follows. */
  async event(what: string, body: object, then: string): Promise<void> {
    const eventId = this.#name(what);
    await this.until(then, () => this.#sandbox.must('POST', `/orders/${this.id}/${what}`, { eventId, ...body }));
  }

  /** The filing's own time. */
  async now(): Promise<string> {
    return (await this.#look()).now;
  }

  async stage(): Promise<string> {
    return (await this.#look()).stage;
  }

  async #look(): Promise<z.infer<typeof stageSchema>> {
    return stageSchema.parse(await (await this.caller('applicant')).must('GET', `/v1/orders/${this.id}`));
  }

  /** Does something that leads to a state, and does it again when the state does not come. */
  async until(state: string, work: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (Date.now() < giveUpAt) {
      await work();
      const againAt = Date.now() + SEND_AGAIN_MS;
      for (let wait = 100; Date.now() < againAt; wait = Math.min(wait * 2, LOOK_AGAIN_MS)) {
        if ((await this.stage()) === state) return this.#done();
        await pause(wait);
      }
    }
    throw new Unexpected(`${this.id} is in ${await this.stage()} and did not reach ${state}`);
  }
}
