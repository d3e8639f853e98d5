/** The one page that shows where an order is: who has it, until when, what to do next, and what was said. */
import type { Finding } from '../../../domain/finding.ts';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { STAGE_NAMES } from '../../../domain/messages/texts/names.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { filingTime, type Order } from '../../../store/orders/orders.ts';
import { isWritten } from '../../../usecases/drafting/draft.ts';
import { editableOf } from '../../../usecases/drafting/editable.ts';
import { actionsFor } from '../../../usecases/order/possible-actions.ts';
import { orderView } from '../../../usecases/shown/order-view.ts';
import { ButtonLink } from '../../components/button.tsx';
import { InsetText } from '../../components/inset-text.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { ACTION_TEXTS } from './action-texts.ts';
import { applicantOrder, writtenOrder } from './applicant-order.ts';
import { ChangesOfRecord } from './changes-of-record.tsx';
import { fieldLabel } from './field-label.ts';
import { orderPath, partPath } from './paths.ts';
import { ProgressOfOrder, WhatHappened } from './what-happened.tsx';
import { StepsToSubmit } from './steps-to-submit.tsx';
import { offersScan, SCAN_OFFER } from '../../../domain/duties/scan-offer.ts';
import { WHAT_NOW, WHO } from './stage-texts.ts';
import { texts } from './texts.ts';
import { dueIn, timeDueIn, timeIn, timeOf } from './times.ts';

export const orderPage = page({
  path: '/orders/:orderId',
  roles: ['applicant'],
  show: async (visit, { params }) => {
    const { say } = visit;
    const order = await applicantOrder(visit, params['orderId'] ?? '');
    const title = say(texts.orderTitle, { order: order.id });
    return {
      title,
      follows: `/live/orders/${order.id}`,
      body: (
        <>
          <a class="govuk-back-link" href="/">
            {say(texts.homeTitle)}
          </a>
          <h1 class="govuk-heading-l">
            {title} <Tag>{say(STAGE_NAMES[order.stage])}</Tag>
          </h1>
          <Standing visit={visit} view={await viewOf(visit, order)} order={order} />
          <Said visit={visit} order={order} />
          {await stepsOf(visit, order)}
          <Deeds visit={visit} order={order} />
          {order.form === undefined ? null : <ChangesOfRecord visit={visit} order={order} />}
          {await ProgressOfOrder({ visit, order })}
          {await WhatHappened({ visit, order })}
          <HelpLinks say={say} step={order.stage} />
        </>
      ),
    };
  },
});

type View = ReturnType<typeof orderView>;

const viewOf = async ({ console: deps, caller }: Visit, order: Order): Promise<View> =>
  orderView(order, caller, filingTime(order, deps.now()), await deps.rules());

async function stepsOf(visit: Visit, order: Order) {
  if (!isWritten(order) || editableOf(order) !== 'ALL') return null;
  return StepsToSubmit({ visit, order: await writtenOrder(visit, order.id) });
}

/** Who has the order, until when, and what comes next. */
function Standing({ visit: { say }, view, order }: { visit: Visit; view: View; order: Order }) {
  const { nextDue, expected, estimate } = view;
  const isOver = nextDue?.overdue === true;
  const rows: SummaryRow[] = [
    { key: say(texts.type), value: order.type === undefined ? say(texts.typeUnknown) : say(rowOf(order.type).names) },
    { key: say(texts.whoNow), value: say(WHO[view.waitingOn]) },
    { key: say(texts.whatNow), value: say(view.started ? WHAT_NOW[order.stage] : texts.notStarted) },
    ...(offersScan(order.stage, order.type) ? [{ key: say(texts.scan), value: say(SCAN_OFFER) }] : []),
    ...(nextDue === undefined
      ? []
      : [
          {
            key: say(texts.untilWhen),
            value: (
              <>
                {dueIn(nextDue, say)} {isOver ? <Tag colour="red">{say(texts.overdue)}</Tag> : null}
              </>
            ),
          },
        ]),
    ...expectedRows(expected ?? estimate, say),
    ...(expected === undefined
      ? []
      : [{ key: '', value: say(texts.legal, { at: timeDueIn(expected.legal, expected.provisional, say) }) }]),
    ...decidedRows(view, say),
    ...accessRows(view, say),
    ...(view.parcel === undefined
      ? []
      : [{ key: say(texts.parcel), value: `${view.parcel.courier} ${view.parcel.trackingNumber}` }]),
    ...(view.backdropTracking === undefined ? [] : [{ key: say(texts.backdrop), value: view.backdropTracking }]),
    ...(order.erasedAt === undefined
      ? []
      : [{ key: '', value: say(texts.erased, { at: timeOf(order.erasedAt, say) }) }]),
  ];
  return <SummaryList rows={rows.filter(({ value }) => value !== '')} />;
}

const expectedRows = (range: { earliest: string; latest: string } | undefined, say: Visit['say']): SummaryRow[] =>
  range === undefined
    ? []
    : [
        {
          key: say(texts.expected),
          value: say(texts.between, { from: timeIn(range.earliest, say), to: timeIn(range.latest, say) }),
        },
      ];

/** Where the bureau decides on each website by itself (R-BUR-4). */
const decidedRows = ({ decidedApart = [] }: View, say: Visit['say']): SummaryRow[] =>
  decidedApart.map(({ websiteId, decision, onRecord }) => ({
    key: say(texts.websiteDecided, { website: websiteId }),
    value: say(onRecord ? texts.onRecordNow : decision === undefined ? texts.undecided : texts[decision]),
  }));

function accessRows({ provisionalAccess: access }: View, say: Visit['say']): SummaryRow[] {
  if (access === undefined) return [];
  const key = say(texts.access);
  switch (access.state) {
    case 'OPENING':
      return [
        { key, value: access.from === undefined ? '' : say(texts.accessOpening, { at: timeIn(access.from, say) }) },
      ];
    case 'CLOSED':
      return [
        { key, value: access.since === undefined ? '' : say(texts.accessClosed, { at: timeIn(access.since, say) }) },
      ];
    case 'OPEN':
      return [
        {
          key,
          value:
            access.until === undefined
              ? say(texts.accessOpen)
              : say(texts.accessUntil, { at: timeIn(access.until, say) }),
        },
      ];
    default:
      return access.state satisfies never;
  }
}

/** What reviewer or bureau want corrected, each with a link to its field. */
function Said({ visit: { say }, order }: { visit: Visit; order: Order }) {
  const items = order.progress?.items ?? [];
  const asked = order.progress?.materialAsked ?? [];
  if (items.length === 0 && asked.length === 0) return null;
  const mayEdit = editableOf(order) === 'ALL';
  return (
    <section aria-labelledby="said">
      <h2 class="govuk-heading-m" id="said">
        {say(texts.said)}
      </h2>
      {asked.length === 0 ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${orderPath(order.id)}/documents`}>
            {say(texts.materialAsked)}
          </a>
        </p>
      )}
      {items.map((item) => (
        <InsetText key={`${item.path}${item.code}${item.advice}`}>
          <strong>{fieldLabel(item.path, order.form, say)}</strong>
          <br />
          {say(findingText(item))}
          {mayEdit ? (
            <>
              <br />
              <a class="govuk-link" href={placeOf(order.id, item)}>
                {say(texts.correctField)}
                <span class="govuk-visually-hidden"> {fieldLabel(item.path, order.form, say)}</span>
              </a>
            </>
          ) : null}
        </InsetText>
      ))}
    </section>
  );
}

/** The page on which something can be put right. */
export function placeOf(orderId: string, { path }: Pick<Finding, 'path'>): string {
  const [root = '', id = '', field = ''] = path.split('.');
  if (root === 'documents') return `${orderPath(orderId)}/documents`;
  if (root === 'instance' || root === 'instances' || field === 'instance') return `${orderPath(orderId)}/servers`;
  if (field === 'liveness') return `${orderPath(orderId)}/face-checks`;
  if (root === 'people' && id !== '') return `${partPath(orderId, `people.${id}`)}#${path}`;
  if (root === 'websites' && id !== '') return `${partPath(orderId, `websites.${id}`)}#${path}`;
  return root === 'entity' ? `${partPath(orderId, 'entity')}#${path}` : orderPath(orderId);
}

/** What the customer may do now; each leads to a page that says what follows. */
function Deeds({ visit: { say, caller }, order }: { visit: Visit; order: Order }) {
  const actions = actionsFor(order, caller);
  const editable = editableOf(order);
  const links = [
    ...(editable === 'ASKED_SLOTS' || editable === 'PHOTO_SLOTS'
      ? [{ href: `${orderPath(order.id)}/documents`, text: say(texts.taskDocuments), final: false }]
      : []),
    ...(editable === 'PHOTO_SLOTS'
      ? [{ href: `${orderPath(order.id)}/face-checks`, text: say(texts.taskFaceChecks), final: false }]
      : []),
    ...(order.stage === 'COMPLETED'
      ? [{ href: `${orderPath(order.id)}/duties`, text: say(texts.toDuties), final: false }]
      : []),
    ...actions.flatMap((action) => {
      const text = ACTION_TEXTS[action];
      if (text === undefined || action === 'submitForReview') return [];
      return [{ href: `${orderPath(order.id)}/do/${action}`, text: say(text.name), final: text.final === true }];
    }),
    { href: `${orderPath(order.id)}/phone`, text: say(texts.phone), final: false },
  ];
  return (
    <section aria-labelledby="deeds">
      <h2 class="govuk-heading-m" id="deeds">
        {say(texts.actions)}
      </h2>
      <div class="govuk-button-group">
        {links
          .toSorted((one, other) => Number(one.final) - Number(other.final))
          .map(({ href, text, final }, place) => (
            <ButtonLink
              key={href}
              href={href}
              look={final ? 'warning' : place === 0 && editable !== 'ALL' ? 'primary' : 'secondary'}
            >
              {text}
            </ButtonLink>
          ))}
      </div>
    </section>
  );
}
