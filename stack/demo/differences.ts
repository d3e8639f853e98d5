/** Compares what an example says with what the API shows. */
import { z } from 'zod';
import type { ExampleStep } from './example.ts';

export const orderSchema = z.object({
  id: z.string(),
  type: z.string().optional(),
  stage: z.string(),
  visit: z.number(),
  formVersion: z.number(),
  handOver: z.number(),
  items: z.array(z.object({ path: z.string(), code: z.string() })),
  dues: z.array(z.object({ kind: z.string(), at: z.string(), earliest: z.string().optional() })),
  now: z.string(),
});
export type OrderView = z.infer<typeof orderSchema>;

export const messageSchema = z.object({
  id: z.string(),
  code: z.string(),
  channel: z.string(),
  recipient: z.string(),
  personId: z.string().optional(),
  status: z.string(),
});
export type MessageView = z.infer<typeof messageSchema>;

/** The differences from what the step says; empty when there are none. */
export function differences(step: ExampleStep, order: OrderView, messages: readonly MessageView[]): string[] {
  return [...ofState(step, order), ...ofItems(step, order), ...ofDues(step, order), ...ofMessages(step, messages)];
}

function ofState({ state }: ExampleStep, { stage }: OrderView): string[] {
  return state === undefined || state === stage ? [] : [`state is ${stage}, not ${state}`];
}

function ofItems({ items: wanted }: ExampleStep, { items }: OrderView): string[] {
  const shown = items.map(({ path, code }) => `${path} ${code}`).join(', ');
  return wanted === undefined || wanted.join(', ') === shown ? [] : [`to be fixed is ${shown || 'nothing'}`];
}

function ofDues({ due = {} }: ExampleStep, { dues }: OrderView): string[] {
  return Object.entries(due).flatMap(([kind, wanted]) => {
    const found =
      kind === 'earliest'
        ? dues.find(({ earliest }) => earliest)?.earliest
        : dues.find((each) => each.kind === kind)?.at;
    const shown = found?.slice(0, wanted.length).replace('T', ' ');
    return shown === wanted ? [] : [`${kind} is due ${shown ?? 'never'}, not ${wanted}`];
  });
}

/** `opening` is a `block` that names when it ends. */
export const ofGate = ({ gate: wanted }: ExampleStep, found: ExampleStep['gate']): string[] =>
  wanted === found ? [] : [`the gate says ${found ?? 'nothing'}, not ${wanted ?? 'nothing'}`];

function ofMessages({ messages: wanted }: ExampleStep, messages: readonly MessageView[]): string[] {
  if (!wanted) return [];
  const sent = new Map<string, Set<string>>();
  for (const { code, personId } of messages) {
    const people = sent.get(code) ?? new Set();
    if (personId !== undefined) people.add(personId);
    sent.set(code, people);
  }
  const expected = new Map(wanted.map((text) => [text.split(' → ')[0] ?? text, text.split(' → ')[1]]));
  return [
    ...[...sent.keys()]
      .filter((code) => !expected.has(code))
      .map((code) => `${code} was sent and should not have been`),
    ...[...expected].flatMap(([code, people]) => {
      const got = sent.get(code);
      if (!got) return [`${code} was not sent`];
      const names = [...got].toSorted((one, other) => one.localeCompare(other)).join(', ');
      return people === undefined || people === names ? [] : [`${code} went to ${names}, not to ${people}`];
    }),
  ];
}
