/**
 * Once a minute, by a Temporal schedule: asks vendors how face checks went, and tells the filings. Results left
 * unacknowledged by a crash are told in the next round; a filing counts a result once, however often it hears of it.
 */
import { getExternalWorkflowHandle, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { FaceCheckActivities, FaceCheckNews, ToldFaceCheck } from '../../activities/contract.ts';
import { recipientOf } from '../messages/envelope.ts';
import { signalOf } from '../messages/filing.ts';

const { askAboutFaceChecks, noteFaceChecksTold } = proxyActivities<FaceCheckActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

export async function faceCheckRound(): Promise<{ asked: number; told: number; problems: string[] }> {
  const { asked, news, problems } = await askAboutFaceChecks();
  if (news.length > 0) await noteFaceChecksTold(await Promise.all(news.map(tell)));
  return { asked, told: news.length, problems };
}

async function tell({ reference, orderId, message }: FaceCheckNews): Promise<ToldFaceCheck> {
  const { actionId } = message;
  try {
    const sealed = { ...message, for: recipientOf(orderId, 'livenessResult') };
    await getExternalWorkflowHandle(orderId).signal(signalOf('livenessResult'), sealed);
    return { reference, actionId, filing: 'HEARD' };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { reference, actionId, filing: 'NONE' };
  }
}
