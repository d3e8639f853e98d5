/** A server expired or a code became void while the order is open (R-SRV-8). */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import type { Finding } from '../../../domain/finding.ts';
import { goTo, refuse, stay, type Applied } from '../outcome.ts';
import type { Filing, Taken } from '../stage.ts';

type Loss = Taken<ActionData<'instanceExpired'>>;

const LOST = 'INSTANCE_LOST';
const item = (websiteId: string): Finding => ({
  path: `instances.${websiteId}`,
  code: LOST,
  advice: 'The server has expired or its code is void. Renew it or name another server, then submit again.',
});

/** A server that was lost, among the items of an order. */
export const isLostInstance = ({ code }: Finding): boolean => code === LOST;

const noteLoss =
  (and: Pick<Applied<never>, 'tasks' | 'notices'>) =>
  ({ progress }: Filing, { data }: Loss) => {
    if (progress.instanceLost.includes(data.websiteId)) return refuse('ALREADY_DONE');
    return stay({
      change: {
        instanceLost: [...progress.instanceLost, data.websiteId],
        items: [...progress.items, item(data.websiteId)],
      },
      items: [item(data.websiteId)],
      ...and,
    });
  };

const noted = noteLoss({});
/** The customer is told to renew (R-SRV-8). */
const notedAtBureau = noteLoss({
  tasks: ['INSTANCE_LOST_AT_BUREAU'],
  notices: [{ code: 'N-14', facts: { variant: 'SERVER_LOST' } }],
});

const sendBack = ({ progress }: Filing, { data }: Loss) =>
  goTo('PRELIM_REJECTED', {
    change: { items: [item(data.websiteId)], instanceLost: [...progress.instanceLost, data.websiteId] },
    items: [item(data.websiteId)],
    notices: [{ code: 'N-2', facts: { variant: 'ITEMS', items: [item(data.websiteId)] } }],
  });

const sendBackUnlessUnderWay = (filing: Filing, loss: Loss) =>
  filing.progress.handOverUnderWay ? notedAtBureau(filing, loss) : sendBack(filing, loss);

const instanceRenewed = ({ progress }: Filing, { data }: Loss) => {
  if (!progress.instanceLost.includes(data.websiteId)) return refuse('NO_EFFECT');
  return stay({
    change: {
      instanceLost: progress.instanceLost.filter((websiteId) => websiteId !== data.websiteId),
      items: progress.items.filter(({ path, code }) => code !== 'INSTANCE_LOST' || path !== item(data.websiteId).path),
    },
  });
};

/** In the provider's hands: the order goes back at once. */
export const instanceSendsBack = { instanceExpired: sendBack, codeRevoked: sendBack } as const;

/** The same, unless the order is being handed over, because it is locked then. */
export const instanceSendsBackUnlessUnderWay = {
  instanceExpired: sendBackUnlessUnderWay,
  codeRevoked: sendBackUnlessUnderWay,
  instanceRenewed,
} as const;

/**
 * The order is being corrected or has expired: the loss is noted, and resubmission is refused until a valid server is set.
 */
export const instanceNoted = { instanceExpired: noted, codeRevoked: noted, instanceRenewed } as const;

/**
 * The order is locked at the bureau: its state stays and an operator is told; if it comes back, it is non-compliant
 * (R-SMS-18).
 */
export const instanceLostAtBureau = {
  instanceExpired: notedAtBureau,
  codeRevoked: notedAtBureau,
  instanceRenewed,
} as const;
