/** `/review/mailroom`: parcels with originals that come in, and backdrops that go out. */
import type { JSX } from 'preact';
import { STAGE_NAMES } from '../../domain/messages/texts/names.ts';
import { present } from '../../domain/present.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { listOrders } from '../../store/orders/order-list.ts';
import { readOrder, type Order } from '../../store/orders/orders.ts';
import { withTypedTexts } from '../../store/texts/typed-texts.ts';
import { actionsFor } from '../../usecases/order/possible-actions.ts';
import { Button } from '../components/button.tsx';
import { TextInput } from '../components/text-input.tsx';
import type { Problems } from '../http/problems.ts';
import { page, type Page } from '../http/route.ts';
import { streamOf } from '../live/lists.ts';
import type { Visit } from '../http/visit.ts';
import { ActionForm } from './action-form.tsx';
import { ProblemsView } from './problems-view.tsx';
import { texts } from './texts.ts';
import { dueIn } from './words.ts';

const AT_ONCE = 25;
const POSTED = ['mailReceived', 'backdropShipped', 'backdropReceived'] as const;

export const mailroomPage = page({
  path: '/review/mailroom',
  roles: ['mailroom', 'reviewer'],
  show: async (visit, { query }) => showMailroom(visit, query['cursor']),
});

export async function showMailroom(visit: Visit, cursor?: string, problems?: Problems): Promise<Page> {
  const { database, vault } = visit.console;
  const { orders, cursor: more } = await listOrders(
    database,
    { stages: ['MAIL_PENDING', 'BACKDROP_SHIPPING'] },
    { limit: AT_ONCE, ...present({ cursor }) },
  );
  const read = async ({ id }: { id: Order['id'] }): Promise<Order[]> => {
    const order = await readOrder(database, vault, id);
    if (order === undefined) return [];
    return [{ ...order, progress: await withTypedTexts(database, await caseKey(database, vault, id), id, order.progress) }];
  };
  const opened = (await Promise.all(orders.map(read))).flat();
  const title = visit.say(texts.parcels);
  const body = (
    <>
      <ProblemsView visit={visit} problems={problems} />
      <h1 class="govuk-heading-l">{title}</h1>
      <Parcels visit={visit} orders={opened} />
      {more === undefined ? undefined : (
        <a class="govuk-link" rel="next" href={`/review/mailroom?cursor=${encodeURIComponent(more)}`}>
          {visit.say(texts.nextPage)}
        </a>
      )}
    </>
  );
  return { title, body, wide: true, follows: streamOf('mailroom'), ...present({ status: problems?.status }) };
} // prettier-ignore

function Parcels({ visit, orders }: { visit: Visit; orders: readonly Order[] }): JSX.Element {
  const { say, language } = visit;
  if (orders.length === 0) return <p class="govuk-body">{say(texts.nothingToPost)}</p>;
  return (
    <ul class="govuk-list beian-parcels">
      {orders.map((order) => (
        <li key={order.id}>
          <h2 class="govuk-heading-m">{order.id}</h2>
          <p class="govuk-body">
            {STAGE_NAMES[order.stage][language]} · {whatOf(visit, order)}
            {order.nextDue === undefined ? '' : ` · ${say(texts.due)} ${dueIn(language, order.nextDue)}`}
          </p>
          {POSTED.filter((action) => actionsFor(order, visit.caller).includes(action)).map((action) => (
            <Posted key={action} visit={visit} order={order} action={action} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function whatOf({ say }: Visit, { stage, progress }: Order): string {
  if (stage === 'BACKDROP_SHIPPING') {
    const to = say(texts.backdropTo, { address: progress?.backdropAddress ?? say(texts.backdropAtMailing) });
    return progress?.backdropTracking === undefined ? to : `${to} · ${progress.backdropTracking}`;
  }
  const parcel = progress?.parcel;
  if (parcel === undefined) return say(texts.parcelUnknown);
  return say(texts.parcelIn, { courier: parcel.courier, number: parcel.trackingNumber });
}

interface PostedProps {
  visit: Visit;
  order: Order;
  action: (typeof POSTED)[number];
}

const Posted = ({ visit, order, action }: PostedProps): JSX.Element => (
  <ActionForm visit={visit} order={order} action={action}>
    {action === 'backdropShipped' ? (
      <TextInput
        id={`tracking-${order.id}`}
        name="trackingNumber"
        label={visit.say(texts.trackingNumber)}
        autocomplete="off"
        width={20}
      />
    ) : undefined}
    <Button look="secondary">{visit.say(texts[action])}</Button>
  </ActionForm>
);
