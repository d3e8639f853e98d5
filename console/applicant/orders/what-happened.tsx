/** The progress of an order as a timeline, and everything that happened to it. */
import { STAGE_NAMES } from '../../../domain/messages/texts/names.ts';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { readHistory } from '../../../store/audit/history.ts';
import type { Order } from '../../../store/orders/orders.ts';
import { messagePage } from '../../../store/messages/messages.ts';
import { entryView } from '../../../usecases/shown/history-view.ts';
import { Details } from '../../components/details.tsx';
import { Table } from '../../components/table.tsx';
import type { Visit } from '../../http/visit.ts';
import { MessageText } from '../messages/message-text.tsx';
import { ACTION_TEXTS } from './action-texts.ts';
import { likelyRow } from './applicant-order.ts';
import { fieldLabel } from './field-label.ts';
import { progressSteps, type ProgressStop } from './progress-steps.ts';
import { texts } from './texts.ts';
import { ROLE_NAMES, STOP_NAMES } from './stop-texts.ts';
import { timeIn, timeOf } from './times.ts';

interface OfOrder {
  visit: Visit;
  order: Order;
}

const STATES = { DONE: texts.done, NOW: texts.now, AHEAD: texts.ahead, SKIPPED: texts.skipped } as const;

/** Every stop with when it was reached. */
export async function ProgressOfOrder({ visit: { say, console: deps }, order }: OfOrder) {
  const entries = await readHistory(deps.database, deps.vault, order.id);
  const moves = entries.filter(({ outcome, from, to }) => outcome === 'APPLIED' && from !== to);
  const steps = progressSteps({ stage: order.stage, openedAt: order.openedAt, moves, row: likelyRow(order) });
  return (
    <section aria-labelledby="progress">
      <h2 class="govuk-heading-m" id="progress">
        {say(texts.timeline)}
      </h2>
      <ol class="beian-timeline">
        {steps.map(({ stop, state, reachedAt }) => (
          <li
            key={stop}
            class={`beian-timeline__step beian-timeline__step--${state.toLowerCase()}`}
            {...(state === 'NOW' ? { 'aria-current': 'step' } : {})}
          >
            <span class="beian-timeline__name">{say(STOP_NAMES[stop satisfies ProgressStop])}</span>
            <span class="beian-timeline__state">
              {say(STATES[state])}
              {reachedAt === undefined ? '' : ` · ${say(texts.entered, { at: timeOf(reachedAt, say) })}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How many of the last messages and entries a page shows; the API has all of them. */
const SHOWN = 60;

/** What people were told, and everything that happened, newest first. */
export async function WhatHappened({ visit, order }: OfOrder) {
  const { say, caller, console: deps } = visit;
  const entries = await readHistory(deps.database, deps.vault, order.id);
  const page = await messagePage(
    deps.database,
    deps.vault,
    { caseId: order.id, shown: 'WITHOUT_OPERATORS' },
    { limit: SHOWN },
  );
  return (
    <>
      <Details summary={say(texts.messages)}>
        {page.messages.toReversed().map((message) => (
          <MessageText key={message.id} visit={visit} message={message} />
        ))}
      </Details>
      <Details summary={say(texts.history)}>
        <Table
          caption={say(texts.history)}
          hiddenCaption
          columns={[{ text: say(texts.when) }, { text: say(texts.what) }, { text: say(texts.who) }]}
          rows={entries
            .slice(-SHOWN)
            .toReversed()
            .map((entry) => entryView(entry, caller, 'NOTHING'))
            .map(({ position, at, action, from, to, detail, items = [], actor, title }) => {
              const text = ACTION_TEXTS[action as keyof typeof ACTION_TEXTS];
              const moved = from === to ? '' : say(STAGE_NAMES[to]);
              const what = [text === undefined ? '' : say(text.name), moved, title ?? '', detail ?? ''].filter(
                (each) => each !== '',
              );
              return {
                id: String(position),
                cells: [
                  timeIn(at, say),
                  <>
                    {what.length === 0 ? action : what.join(' · ')}
                    {items.map((item) => (
                      <span key={`${item.path}${item.code}`}>
                        <br />
                        {fieldLabel(item.path, order.form, say)}：{say(findingText(item))}
                      </span>
                    ))}
                  </>,
                  say(ROLE_NAMES[actor.role]),
                ],
              };
            })}
        />
      </Details>
    </>
  );
}
