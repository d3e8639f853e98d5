/** The orders of the account, those in progress first. */
import { STAGE_NAMES } from '../../../domain/messages/texts/names.ts';
import { hasEnded } from '../../../domain/lifecycle/stage.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { instant } from '../../../domain/time/instant.ts';
import { listOrders } from '../../../store/orders/order-list.ts';
import { ownAccount } from '../../../usecases/access/caller.ts';
import { summaryView } from '../../../usecases/shown/order-summary-view.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { page } from '../../http/route.ts';
import { streamOf } from '../../live/lists.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { orderPath } from './paths.ts';
import { WHO } from './stage-texts.ts';
import { texts } from './texts.ts';
import { dueIn } from './times.ts';

const ON_A_PAGE = 20;

export const homePage = page({
  path: '/',
  roles: ['applicant'],
  show: async ({ say, caller, console: deps, now }, { query: { cursor } }) => {
    const asked = { limit: ON_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const found = await listOrders(deps.database, { accountId: ownAccount(caller) }, asked);
    const orders = found.orders.map((order) => summaryView(order, caller, instant(now)));
    return {
      title: say(texts.homeTitle),
      follows: streamOf('orders'),
      body: (
        <>
          <h1 class="govuk-heading-l">{say(texts.homeTitle)}</h1>
          <ButtonLink href="/start">{say(texts.newOrder)}</ButtonLink>
          <Table
            caption={say(texts.homeTitle)}
            hiddenCaption
            empty={say(texts.homeEmpty)}
            columns={[
              { text: say(texts.order) },
              { text: say(texts.type) },
              { text: say(texts.state) },
              { text: say(texts.whoNow) },
              { text: say(texts.due) },
            ]}
            rows={orders.map(({ id, type, stage, waitingOn, nextDue }) => ({
              id,
              cells: [
                <a key={id} class="govuk-link" href={orderPath(id)}>
                  {id}
                </a>,
                type === undefined ? say(texts.typeUnknown) : say(rowOf(type).names),
                <Tag key={id} colour={hasEnded(stage) ? 'grey' : 'blue'}>
                  {say(STAGE_NAMES[stage])}
                </Tag>,
                say(WHO[waitingOn]),
                nextDue === undefined ? '' : dueIn(nextDue, say),
              ],
            }))}
          />
          <Pagination
            label={say(texts.pages)}
            next={
              found.cursor === undefined
                ? undefined
                : { href: `/?cursor=${encodeURIComponent(found.cursor)}`, text: say(texts.older) }
            }
          />
          <HelpLinks say={say} step="home" />
        </>
      ),
    };
  },
});
