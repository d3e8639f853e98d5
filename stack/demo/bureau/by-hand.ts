/** What the filing desk enters of what MIIT's and the bureau's own systems show (docs/integration.md, "Without a gateway"). */
import { z } from 'zod';
import type { Reply } from '../clients.ts';
import type { Example, ExampleStep } from '../example.ts';
import type { BureauScene } from './scene.ts';

/** Answers with the last reply. */
export async function enterByHand(step: ExampleStep, scene: BureauScene): Promise<Reply> {
  const { operators, path, handOver, at } = scene;
  const [operator, second] = operators;
  const data = { handOver: await handOver(), ...step.with };
  switch (step.do) {
    case 'forwardAccepted':
      return operator('POST', `${path}/actions/${step.do}`, { data: { reference: 'entered-by-hand', at, ...data } });
    case 'smsStarted':
      return operator('POST', `${path}/actions/${step.do}`, { data: { sentAt: at, ...data } });
    case 'smsVerified':
      return enterVerified(step, scene);
    case 'bureauDecision':
      return operator('POST', `${path}/actions/operatorRecordDecision`, { data });
    case 'recordSynced':
      await operator('POST', `${path}/actions/${step.do}`, { data });
      return second('POST', `${path}/actions/${step.do}`, { data });
    default:
      return operator('POST', `${path}/actions/${step.do}`, { data });
  }
}

const verifiedSchema = z.object({ personId: z.string().optional() });

/** Enters that one person verified, or all of them. Whoever need not verify is refused, and that is right. */
async function enterVerified(step: ExampleStep, { path, operators, example, handOver }: BureauScene): Promise<Reply> {
  const number = await handOver();
  const enter = (personId: string) =>
    operators[0]('POST', `${path}/actions/smsVerified`, { data: { handOver: number, personId } });
  const { personId } = verifiedSchema.parse(step.with);
  if (personId !== undefined) return enter(personId);
  let last = await enter('P1');
  for (const other of headsOf(example).filter((id) => id !== 'P1')) {
    const reply = await enter(other);
    if (reply.status < 300) last = reply;
  }
  return last;
}

const headsSchema = z.looseObject({
  entity: z.looseObject({ headId: z.string().optional() }).optional(),
  websites: z.record(z.string(), z.looseObject({ headId: z.string().optional() })).default({}),
});

function headsOf({ form }: Example): string[] {
  const { entity, websites } = headsSchema.parse(form);
  const heads = [entity?.headId, ...Object.values(websites).map(({ headId }) => headId)];
  return [...new Set(heads.filter((id) => id !== undefined))];
}
