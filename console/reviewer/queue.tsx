/** `/review`: what waits for reviewers, due first. One key takes the next order. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { STAGE_NAMES } from '../../domain/messages/texts/names.ts';
import { PROVINCE_NAMES } from '../../domain/order/choice-names.ts';
import { provinceSchema, PROVINCES } from '../../domain/order/form.ts';
import { ORDER_TYPES, orderTypeSchema } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { present } from '../../domain/present.ts';
import type { Urgency } from '../../domain/review/urgency.ts';
import { claimNext, readQueue, type Queue, type QueueFilter } from '../../usecases/review/queue.ts';
import { Button } from '../components/button.tsx';
import { Form } from '../components/form.tsx';
import { Select, type Choice } from '../components/select.tsx';
import { Table } from '../components/table.tsx';
import { Tag, type TagColour } from '../components/tag.tsx';
import { TextInput } from '../components/text-input.tsx';
import { deed, page } from '../http/route.ts';
import { streamOf } from '../live/lists.ts';
import type { Visit } from '../http/visit.ts';
import type { Text } from '../texts/texts.ts';
import { texts } from './texts.ts';
import { dueIn } from './words.ts';

/** The states in which reviewers work. */
const STAGES = ['PRELIM_REVIEW', 'PHOTO_REVIEW', 'MAIL_REVIEW', 'READY_FOR_BUREAU'] as const;

const blank = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional();
const asked = z.object({
  stage: blank(z.enum(STAGES)),
  whose: blank(z.enum(['free', 'mine'])),
  province: blank(provinceSchema),
  type: blank(orderTypeSchema),
  due: blank(z.enum(['LATE', 'LAST_DAY'])),
  cursor: z.string().max(200).optional(),
});
type Asked = z.output<typeof asked>;

const COLOURS: Readonly<Record<Urgency, TagColour>> = { LATE: 'red', LAST_DAY: 'yellow', IN_TIME: 'green' };
const NAMES = { LATE: texts.late, LAST_DAY: texts.lastDay, IN_TIME: texts.inTime } as const;

export const queuePage = page({
  path: '/review',
  roles: ['reviewer', 'mailroom'],
  show: async (visit, { query }) => {
    if (visit.caller.role === 'mailroom') return { seeOther: '/review/mailroom' };
    const number = query['number']?.trim();
    if (number) return { seeOther: `/review/orders/${encodeURIComponent(number)}` };
    const read = asked.safeParse(query);
    const filter: Asked = read.success ? read.data : {};
    const queue = await readQueue(visit.console, visit.caller, filterOf(visit, filter), filter.cursor);
    return {
      title: visit.say(texts.queue),
      wide: true,
      follows: streamOf('queue'),
      body: <QueueView visit={visit} filter={filter} queue={queue} />,
    };
  },
});

export const nextDeed = deed({
  path: '/review/next',
  roles: ['reviewer'],
  again: '/review',
  fields: asked,
  does: async (visit, fields) => {
    const found = await claimNext(visit.console, visit.caller, filterOf(visit, fields));
    if (found !== undefined) return { seeOther: `/review/orders/${found}` };
    return { seeOther: '/review', notice: texts.noneFree };
  },
});

const filterOf = (visit: Visit, { stage, whose, province, type, due }: Asked): QueueFilter => ({
  ...present({ province, type, due }),
  ...(stage === undefined ? {} : { stages: [stage] }),
  ...(whose === undefined ? {} : { assignee: whose === 'free' ? null : visit.caller.id }),
});

function QueueView({ visit, filter, queue }: { visit: Visit; filter: Asked; queue: Queue }): JSX.Element {
  const { say, csrf } = visit;
  return (
    <>
      <h1 class="govuk-heading-l">{say(texts.queue)}</h1>
      <Counts visit={visit} queue={queue} />
      <Form csrf={csrf} action="/review/next">
        <Kept filter={filter} />
        <Button dataKey="n">{say(texts.next)}</Button>
      </Form>
      <Filters visit={visit} filter={filter} />
      <Orders visit={visit} queue={queue} />
      {queue.cursor === undefined ? undefined : (
        <p class="govuk-body">
          <a
            class="govuk-link"
            rel="next"
            href={`/review?${new URLSearchParams(given({ ...filter, cursor: queue.cursor }))}`}
          >
            {say(texts.nextPage)}
          </a>
        </p>
      )}
      <p class="govuk-body-s">
        <a class="govuk-link" href="/review/keys">
          {say(texts.keysTitle)}
        </a>
      </p>
    </>
  );
}

const given = (filter: Asked): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter((one): one is [string, string] => typeof one[1] === 'string'));

const Kept = ({ filter: { cursor: _cursor, ...filter } }: { filter: Asked }): JSX.Element => (
  <>
    {Object.entries(given(filter)).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
  </>
);

function Counts({ visit: { say, language }, queue }: { visit: Visit; queue: Queue }): JSX.Element {
  const rows = STAGES.flatMap((stage) => queue.counts.filter((one) => one.stage === stage));
  return (
    <ul class="govuk-list beian-counts">
      {rows.map(({ stage, waiting, late, soon, free, mine }) => (
        <li key={stage}>
          <a class="govuk-link" href={`/review?stage=${stage}`}>
            <strong>{STAGE_NAMES[stage][language]}</strong>
          </a>{' '}
          {say(texts.waiting)} {waiting} · <Tag colour="red">{`${say(texts.late)} ${late}`}</Tag>{' '}
          <Tag colour="yellow">{`${say(texts.lastDay)} ${soon - late}`}</Tag> · {say(texts.free)} {free} ·{' '}
          {say(texts.mine)} {mine}
        </li>
      ))}
    </ul>
  );
}

function Filters({ visit: { say }, filter }: { visit: Visit; filter: Asked }): JSX.Element {
  const chosen = (value: string, name: Text): Choice => ({ value, text: say(name) });
  const common = (value: string | undefined) => ({ value, empty: say(texts.everything) });
  return (
    <form method="get" action="/review" class="beian-filters">
      <Select id="stage" label={say(texts.stage)} {...common(filter.stage)} choices={STAGES.map((one) => chosen(one, STAGE_NAMES[one]))} />
      <Select id="whose" label={say(texts.whose)} {...common(filter.whose)} choices={[chosen('free', texts.free), chosen('mine', texts.mine)]} />
      <Select id="due" label={say(texts.urgency)} {...common(filter.due)} choices={[chosen('LATE', texts.late), chosen('LAST_DAY', texts.lastDay)]} />
      <Select id="province" label={say(texts.province)} {...common(filter.province)} choices={PROVINCES.map((one) => chosen(one, PROVINCE_NAMES[one]))} />
      <Select id="type" label={say(texts.type)} {...common(filter.type)} choices={ORDER_TYPES.map((one) => chosen(one, rowOf(one).names))} />
      <TextInput id="number" label={say(texts.search)} type="search" autocomplete="off" width={20} />
      <Button look="secondary">{say(texts.filter)}</Button>
    </form>
  );
} // prettier-ignore

function Orders({ visit: { say, language }, queue }: { visit: Visit; queue: Queue }): JSX.Element {
  const columns = [texts.order, texts.due, texts.stage, texts.type, texts.province, texts.round, texts.holder];
  return (
    <Table
      caption={say(texts.queue)}
      hiddenCaption
      empty={say(texts.none)}
      columns={columns.map((text) => say(text))}
      rows={queue.orders.map(({ id, urgency, nextDue, stage, type, province, round, assignee }) => [
        <a class="govuk-link beian-id" href={`/review/orders/${id}`}>
          {id}
        </a>,
        <>
          <Tag colour={COLOURS[urgency]}>{say(NAMES[urgency])}</Tag>{' '}
          {nextDue === undefined ? '' : dueIn(language, nextDue)}
        </>,
        say(STAGE_NAMES[stage]),
        type === undefined ? '' : say(rowOf(type).names),
        province === undefined ? '' : say(PROVINCE_NAMES[province]),
        round,
        assignee ?? '',
      ])}
    />
  );
}
