/**
 * Plays one example through Beian's API and the sandbox, on the example's own dates: opens the order, lets everybody act
 * when the file says so, fast-forwards the filing's clock in between, and compares every step.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { isAction } from '../../domain/lifecycle/action.ts';
import { shanghai, formatInstant } from '../../domain/time/instant.ts';
import { isReportName } from '../../domain/duties/duty-reports.ts';
import { demoToken, insisting, jsonCalls, uploadImage, type Call, type Reply } from './clients.ts';
import { differences, messageSchema, ofGate, orderSchema, type MessageView, type OrderView } from './differences.ts';
import type { BureauWay } from '../bureau-in-sandbox.ts';
import { actAtBureau, isActOfBureau } from './bureau/acts.ts';
import { answerLookUps } from './bureau/look-ups.ts';
import type { Example, ExampleStep } from './example.ts';
import { confirmByHolder } from './holder-code.ts';
import { proveNumber } from './prove-number.ts';
import { putOnRecord } from './put-on-record.ts';
import { SCAN } from './scan.ts';

export interface Played {
  example: Example;
  orderId: string;
  /** One line for each step, with its differences from the example. */
  steps: { step: ExampleStep; state: string; wrong: string[] }[];
  end: OrderView;
  /** What the account has on record afterwards. */
  records: RecordView[];
  messages: MessageView[];
  passed: boolean;
}

export interface Stage {
  apiUrl: string;
  sandboxUrl: string;
  /** The way on which the stack's orders reach the bureau. */
  bureau: BureauWay;
  /** The image of every upload; by default {@link SCAN}. */
  scan?: Uint8Array;
  onStep?: (line: string) => void;
}

/** How long a callback or a timer may take before its effect counts as missing. */
const PATIENCE_MS = 90_000;
const LOOK_AGAIN_MS = 250;

export async function play(example: Example, stage: Stage): Promise<Played> {
  const script = await prepare(example, stage);
  const steps: Played['steps'] = [];
  for (const step of example.steps) {
    const wrong = await script.perform(step);
    const { stage: state } = await script.order();
    steps.push({ step, state, wrong });
    stage.onStep?.(
      `${step.at}  ${example.name.padEnd(34)} ${step.do.padEnd(20)} ${state}${wrong.length > 0 ? `  ✗ ${wrong.join('; ')}` : ''}`,
    );
  }
  const end = await script.order();
  const records = await script.records();
  const numbers = records.flatMap(({ number, websites }) => [number, ...websites.map((website) => website.number)]);
  const missing = (example.ends.numbers ?? []).filter((number) => !numbers.includes(number));
  const passed =
    steps.every(({ wrong }) => wrong.length === 0) && end.stage === example.ends.state && missing.length === 0;
  return { example, orderId: end.id, steps, end, records, messages: await script.messages(), passed };
}

const idSchema = z.object({ id: z.string() });
const messagesSchema = z.object({ messages: z.array(messageSchema) });
const slotsSchema = z.object({
  documents: z.array(z.object({ slot: z.string(), mandatory: z.boolean(), present: z.boolean(), due: z.string() })),
});
const livenessSchema = z.object({ reference: z.string() });
const dutiesSchema = z.object({
  obligations: z.array(
    z.object({ kind: z.string(), websiteId: z.string(), due: z.object({ at: z.string() }).optional() }),
  ),
});

/** The due date of a duty under a name of its own, such as `psb:W1`. */
const dueOfDuty = ({ kind, websiteId, due }: z.infer<typeof dutiesSchema>['obligations'][number]) =>
  due === undefined ? [] : [{ kind: `${kind.toLowerCase()}:${websiteId}`, at: due.at }];

const gateSchema = z.object({ serve: z.boolean(), from: z.string().optional() });
const firstDomain = ({ world }: Example): unknown => world.domains[0]?.['domain'];

const recordSchema = z.object({
  number: z.string(),
  miitId: z.string().optional(),
  status: z.string(),
  websites: z.array(
    z.object({
      number: z.string(),
      miitId: z.string().optional(),
      status: z.string(),
      access: z.looseObject({}).optional(),
    }),
  ),
});
type RecordView = z.infer<typeof recordSchema>;
const recordsSchema = z.object({ records: z.array(recordSchema) });

const ROLES: Readonly<Record<string, string>> = {
  R1: 'reviewer',
  R2: 'reviewer',
  O1: 'operator',
  O2: 'operator',
  D: 'mailroom',
};

async function prepare(example: Example, { apiUrl, sandboxUrl, bureau, scan = SCAN }: Stage) {
  const sandbox = insisting(jsonCalls(`${sandboxUrl}/sandbox/v1`));
  const accountId = `demo-${example.name}-${Date.now().toString(36)}`;
  const callers = await callersOf(apiUrl, accountId);
  const applicant = insisting(callers.call('U'));
  await insisting(callers.call('O1'))('POST', '/v1/accounts', { id: accountId, verified: true, ...example.account });
  for (const domain of example.world.domains) await sandbox('POST', '/assets/domains', domain);
  for (const instance of example.world.instances)
    await sandbox('POST', '/assets/instances', { ...instance, ownerAccountId: accountId });
  for (const entity of example.world.entities) await sandbox('POST', '/records/entities', entity);
  for (const record of example.world.records) await sandbox('POST', '/records/domains', record);
  if (example.world.policies.length > 0)
    await insisting(callers.call('O1'))('PUT', '/v1/policies', example.world.policies);
  const { recorded } = example.world;
  if (recorded.length > 0)
    await putOnRecord(recorded, { sandbox, bureau, accountId, apiUrl, token: callers.token('O1') });
  const opened = await applicant('POST', whereOpened(example), {
    ...example.fromRecord,
    rulesConfirmed: true,
    openAt: formatInstant(shanghai(example.opens)),
  });
  const { id } = idSchema.parse(opened.body);
  const path = `/v1/orders/${id}`;
  const order = async (): Promise<OrderView> => {
    const shown = orderSchema.parse((await applicant('GET', path)).body);
    if (shown.stage !== 'COMPLETED') return shown;
    const { obligations } = dutiesSchema.parse((await applicant('GET', `${path}/obligations`)).body);
    return { ...shown, dues: obligations.flatMap(dueOfDuty) };
  };
  const desk = insisting(callers.call('O1'));
  const messages = async () => messagesSchema.parse((await desk('GET', `${path}/messages`)).body).messages;
  let seen = 0;

  async function perform(step: ExampleStep): Promise<string[]> {
    await desk('POST', `${path}/clock`, { advanceTo: formatInstant(shanghai(step.at)) });
    const reply = await act(step, { id, path, callers, sandbox, example, order, apiUrl, scan, bureau });
    const wrong = step.refused === undefined ? unexpected(reply) : notRefused(reply, step.refused);
    if (wrong.length > 0) return wrong;
    return untilAsSaid(step);
  }

  /** Examples know no filing by hand, in which the filing desk is told of every order that it has to enter. */
  const isOfExample = ({ code }: MessageView): boolean => bureau !== 'manual' || code !== 'N-16';

  /** Callbacks and timers take a moment: compares again until nothing differs from the step or the time is over. */
  async function untilAsSaid(step: ExampleStep): Promise<string[]> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const [all, now, served] = await Promise.all([messages(), order(), step.gate && gate()]);
      const wrong = [...differences(step, now, all.slice(seen).filter(isOfExample)), ...ofGate(step, served)];
      if (wrong.length === 0 || Date.now() > giveUpAt) {
        seen = all.length;
        return wrong;
      }
      await pause(LOOK_AGAIN_MS);
    }
  }

  async function gate(): Promise<ExampleStep['gate']> {
    const { serve, from } = gateSchema.parse(
      (await desk('POST', '/v1/access-gate', { domain: firstDomain(example) })).body,
    );
    if (serve) return 'serve';
    return from === undefined ? 'block' : 'opening';
  }

  const records = async () => recordsSchema.parse((await applicant('GET', '/v1/records')).body).records;

  return { perform, order, messages, records };
}

const recordedSchema = z.object({ number: z.string() });

/** Orders on a record are opened from it. */
function whereOpened({ fromRecord, world }: Example): string {
  if (fromRecord === undefined) return '/v1/orders';
  return `/v1/records/${encodeURIComponent(recordedSchema.parse(world.recorded[0]).number)}/orders`;
}

interface Callers {
  call(who: string): Call;
  token(who: string): string;
}

async function callersOf(apiUrl: string, accountId: string): Promise<Callers> {
  const applicant = await demoToken(apiUrl, { id: `${accountId}-user`, role: 'applicant', accountId });
  const staff = await Promise.all(
    Object.entries(ROLES).map(
      async ([who, role]) => [who, await demoToken(apiUrl, { id: `${who}-of-${accountId}`, role })] as const,
    ),
  );
  const tokens = new Map<string, string>([['U', applicant], ...staff]);
  const token = (who: string) => tokens.get(who) ?? applicant;
  return { token, call: (who) => jsonCalls(apiUrl, { Authorization: `Bearer ${token(who)}` }) };
}

interface Scene {
  id: string;
  path: string;
  callers: Callers;
  sandbox: Call;
  example: Example;
  apiUrl: string;
  scan: Uint8Array;
  bureau: BureauWay;
  order(): Promise<OrderView>;
}

async function act(step: ExampleStep, scene: Scene): Promise<Reply | undefined> {
  const { path, callers, example, id } = scene;
  const applicant = callers.call('U');
  switch (step.do) {
    case 'wait':
      return undefined;
    case 'checkType':
      return checkType(scene, step);
    case 'fillIn':
      return saveForm(scene, step);
    case 'verifyInstance': {
      const { websiteId, ...instance } = z.looseObject({ websiteId: z.string() }).parse(step.with);
      return applicant('PUT', `${path}/websites/${websiteId}/instance`, instance);
    }
    case 'upload':
      return uploadImage(scene.apiUrl, callers.token('U'), id, z.string().parse(step.with['slot']), scene.scan);
    case 'uploadRest':
      return uploadRest(scene);
    case 'proveNumber':
      return proveNumber({
        applicant,
        sandbox: scene.sandbox,
        path,
        personId: z.string().parse(step.with['personId']),
      });
    case 'confirmByHolder':
      return confirmByHolder({ applicant, sandbox: scene.sandbox, path, to: z.string().parse(step.with['mobile']) });
    case 'livenessResult':
      return faceCheck(scene, step);
    case 'approve':
      return approve(scene, step);
    case 'forwardToBureau':
      return forward(scene, step);
    default:
      if (isActOfBureau(step)) return atBureau(scene, step);
      if (isAction(step.do)) return callers.call(step.who)('POST', `${path}/actions/${step.do}`, { data: step.with });
      if (isReportName(step.do)) {
        return applicant('POST', `${path}/obligations/actions/${step.do}`, { data: step.with });
      }
      throw new Error(`examples/${example.name}: nobody can ${step.do}`);
  }
}

/** Makes the next call when the reply is a success; otherwise returns the reply. */
const succeeding = (reply: Reply, next: () => Promise<Reply>): Promise<Reply> =>
  unexpected(reply).length > 0 ? Promise.resolve(reply) : next();

/** What no interface says, the filing desk looks up; the draft then goes on, although the check had no answer. */
async function checkType(scene: Scene, step: ExampleStep): Promise<Reply | undefined> {
  const { path, callers, sandbox, example, bureau } = scene;
  const reply = await succeeding(await saveForm(scene, step), () => callers.call('U')('POST', `${path}/type`));
  const domains = example.world.domains.map(({ domain }) => domain);
  const isAnswered = bureau !== 'gateway' && (await answerLookUps({ sandbox, reviewer: callers.call('R1') }, domains));
  return isAnswered ? undefined : reply;
}

const reviewSchema = z.object({ review: z.array(z.object({ item: z.string(), needsNote: z.boolean() })) });
const approvalSchema = z.looseObject({ ticks: z.array(z.string()).default([]) });

/** A reviewer ticks what the checklist asks for, beside what the example names. */
async function approve({ path, callers }: Scene, step: ExampleStep): Promise<Reply> {
  const { review } = reviewSchema.parse((await insisting(callers.call('U'))('GET', `${path}/checklist`)).body);
  const { ticks, ...named } = approvalSchema.parse(step.with);
  const data = {
    ...(review.some(({ needsNote }) => needsNote) ? { note: '原件已核对' } : {}),
    ...named,
    ...(review.length === 0 ? {} : { ticks: [...new Set([...ticks, ...review.map(({ item }) => item)])] }),
  };
  return callers.call(step.who)('POST', `${path}/actions/approve`, { data });
}

/** Where the filing desk enters orders at the bureau by hand, it says when the bureau has one. */
async function forward(scene: Scene, step: ExampleStep): Promise<Reply | undefined> {
  const { path, callers, bureau } = scene;
  const reply = await callers.call(step.who)('POST', `${path}/actions/${step.do}`, { data: step.with });
  if (bureau !== 'manual' || unexpected(reply).length > 0) return reply;
  return atBureau(scene, { ...step, do: 'forwardAccepted', with: {} });
}

const atBureau = (scene: Scene, step: ExampleStep): Promise<Reply | undefined> =>
  actAtBureau(scene.bureau, step, {
    ...scene,
    operators: [scene.callers.call('O1'), scene.callers.call('O2')],
    handOver: async () => (await scene.order()).handOver,
    at: formatInstant(shanghai(step.at)),
  });

/** The fields that the step names, or else the whole form of the example. */
function saveForm({ path, callers, example }: Scene, step: ExampleStep): Promise<Reply> {
  const patch = Object.keys(step.with).length > 0 ? step.with : example.form;
  return callers.call('U')('PATCH', `${path}/form`, patch);
}

async function uploadRest({ apiUrl, callers, path, id, scan }: Scene): Promise<Reply | undefined> {
  const { body } = await insisting(callers.call('U'))('GET', `${path}/checklist`);
  let reply: Reply | undefined;
  for (const { slot, mandatory, present, due } of slotsSchema.parse(body).documents) {
    if (!mandatory || present || due === 'PHOTO') continue;
    reply = await uploadImage(apiUrl, callers.token('U'), id, slot, scan);
    if (unexpected(reply).length > 0) return reply;
  }
  return reply;
}

async function faceCheck({ path, callers, sandbox }: Scene, step: ExampleStep): Promise<Reply> {
  const { personId, result, ...made } = faceCheckSchema.parse(step.with);
  const started = await callers.call('U')('POST', `${path}/people/${personId}/liveness`);
  if (unexpected(started).length > 0) return started;
  const { reference } = livenessSchema.parse(started.body);
  return sandbox('POST', `/liveness/${reference}/${result === 'PASS' ? 'pass' : 'fail'}`, made);
}

/** The vendor may say why. */
const faceCheckSchema = z.object({
  personId: z.string(),
  result: z.enum(['PASS', 'FAIL']),
  reason: z.string().optional(),
});

const problemSchema = z.object({ code: z.string().optional(), title: z.string().optional() });

function unexpected(reply: Reply | undefined): string[] {
  if (reply === undefined || reply.status < 300) return [];
  return [`answered ${reply.status}: ${JSON.stringify(reply.body)}`];
}

function notRefused(reply: Reply | undefined, reason: string): string[] {
  const { code } = problemSchema.parse(reply?.body ?? {});
  return code === reason
    ? []
    : [`was not refused with ${reason}, but answered ${reply?.status ?? 'nothing'} ${code ?? ''}`];
}
