/**
 * Postgres goes away between the carrier's yes and our note of it, under a real worker and a real Temporal server: the
 * message goes out once (R-MSG-3).
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sendAgain } from '../../usecases/processes/redelivery.ts';
import { withDefaults } from '../../api/dependencies.ts';
import { redeliveryWorkflowId } from '../../workflows/messages/redelivery.ts';
import { sampleSms, stepOfMessages } from '../support/orders/stored-messages.ts';
import { startApiBench, type ApiBench } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

test.each([
  ['an SMS', 'SMS', '13800138000'],
  ['an email', 'EMAIL', 'zhou.lan@example.cn'],
] as const)('%s that was taken at that moment is noted by the worker that has the yes', async (_, channel, to) => {
  const step = await stepOfMessages({ db: bench.database, vault: bench.vault }, [sampleSms(to, { channel })]);
  const [message] = await step.log();
  const id = message?.id ?? '';
  const carrier = channel === 'SMS' ? bench.parties.sms : bench.parties.email;
  const wasTaken = new Promise<void>((resolve) => {
    carrier.slow.set(to, async () => {
      carrier.slow.delete(to);
      await bench.postgres.goAway();
      resolve();
    });
  });
  await sendAgain(withDefaults(bench.deps), [id], 'operator-1');
  await wasTaken;
  await bench.postgres.comeBack();
  await bench.temporal.workflow.getHandle(redeliveryWorkflowId(id)).result();
  expect(await step.log()).toMatchObject([{ status: 'SENT', attempts: 1 }]);
  expect(carrier.sent.filter((sent) => sent.to === to)).toHaveLength(1);
});
