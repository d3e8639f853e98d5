/** The bureau's server in the sandbox, as its control API shows and steers it. */
import { z } from 'zod';
import { OWN_BUREAU } from '../../stack/bureau-in-sandbox.ts';
import type { Caller } from '../client.ts';

const PATH = `/bureaus/${OWN_BUREAU.province}`;
/** Longer than a kill takes. The bureau goes on with a call whose caller has died. */
const WAITS_MS = 6_000;

const stateSchema = z.object({ slowNow: z.number(), lastNumber: z.number(), repeatedUploads: z.number() });
const requestsSchema = z.object({
  requests: z.array(z.object({ id: z.string(), about: z.string().optional(), state: z.string() })),
});
const filesSchema = z.object({ files: z.array(z.object({ name: z.string(), acknowledged: z.boolean() })) });
const handOversSchema = z.object({ handOvers: z.array(z.object({ orderId: z.string() })) });

export class Bureau {
  readonly #control: Caller;

  constructor(control: Caller) {
    this.#control = control;
  }

  /** The next call of this method waits for its answer. */
  async slowDown(method: string, taken: boolean): Promise<void> {
    const failures = [{ how: 'SLOW', ms: WAITS_MS, taken }];
    await this.#control.must('POST', `${PATH}/failures`, { method, failures });
  }

  async keepsWaiting(): Promise<boolean> {
    return (await this.state()).slowNow > 0;
  }

  async state(): Promise<z.infer<typeof stateSchema>> {
    return stateSchema.parse(await this.#control.must('GET', PATH));
  }

  async requests(): Promise<z.infer<typeof requestsSchema>['requests']> {
    return requestsSchema.parse(await this.#control.must('GET', `${PATH}/requests`)).requests;
  }

  async files(): Promise<z.infer<typeof filesSchema>['files']> {
    return filesSchema.parse(await this.#control.must('GET', `${PATH}/files`)).files;
  }

  /** The bureau's names of the requests about a domain, oldest first. */
  async requestsAbout(domain: string): Promise<string[]> {
    const { handOvers } = handOversSchema.parse(await this.#control.must('GET', `/orders?domain=${domain}`));
    return handOvers.map(({ orderId }) => orderId);
  }

  async decide(request: string, issuedOn: string): Promise<void> {
    await this.#control.must('POST', `/orders/${request}/decision`, { decision: 'APPROVED', issuedOn });
  }

  async record(request: string, issuedOn: string): Promise<void> {
    await this.#control.must('POST', `/orders/${request}/sync`, { issuedOn });
  }
}
