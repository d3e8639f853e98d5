/** What can be done about the order that holds the account's one place (R-ORD-1, R-ORD-6). */
import { choicesBeside, type Choice as Way } from '../../../domain/order-types/beside-an-order.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { Button } from '../../components/button.tsx';
import type { Visit } from '../../http/visit.ts';
import { orderPath } from './paths.ts';
import { texts } from './ways-texts.ts';

interface InTheWay {
  order: string;
  ways: readonly Way[];
}

/** @param opening what is to be opened beside it */
export async function waysBeside(
  { console: deps, caller }: Visit,
  orderId: string,
  opening: OrderType | 'BY_TYPE_CHECK',
): Promise<InTheWay> {
  const { id, stage, type, progress } = await findOrder(deps, caller, 'orders.read', orderId);
  const held = { id, stage, type, handOverUnderWay: progress?.handOverUnderWay ?? false };
  return { order: id, ways: choicesBeside(held, opening) };
}

/** Buttons of the form that opens the new order: `insteadOf` and `how` go with it. */
export function WaysBeside({ visit: { say }, order, ways }: InTheWay & { visit: Visit }) {
  const offered = ways.filter((way) => way === 'MERGE' || way === 'REPLACE');
  return (
    <>
      <h2 class="govuk-heading-m">{say(texts.insteadTitle)}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={orderPath(order)}>
          {say(texts.placeTaken, { order })}
        </a>
      </p>
      {offered.length === 0 ? null : (
        <>
          <input type="hidden" name="insteadOf" value={order} />
          <div class="govuk-button-group">
            {offered.map((way) => (
              <Button key={way} look="secondary" name="how" value={way}>
                {say(way === 'MERGE' ? texts.merge : texts.replace)}
              </Button>
            ))}
          </div>
        </>
      )}
    </>
  );
}
