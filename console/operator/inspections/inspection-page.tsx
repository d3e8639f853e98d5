/** All about one inspection, with its history and the forms of what may be done now. */
import type { JSX } from 'preact';
import { FOUND_TEXTS } from '../../../domain/inspection/found.ts';
import { isOver, openedInspection } from '../../../domain/inspection/inspection.ts';
import { ITEM_GROUP_TEXTS, ITEM_GROUPS } from '../../../domain/inspection/item-groups.ts';
import { WAY_ON_TEXTS } from '../../../domain/inspection/ways-on.ts';
import { historyPage, type AuditEntry } from '../../../store/audit/history.ts';
import { personalData } from '../../../usecases/access/permissions.ts';
import { findInspection } from '../../../usecases/inspection/in-reach.ts';
import { shownInspection } from '../../../usecases/inspection/shown.ts';
import { shownTexts } from '../../../usecases/shown/masked-text-view.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { Table } from '../../components/table.tsx';
import type { Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import {
  INSPECTION_ACTION_NAMES,
  INSPECTION_STATE_NAMES,
  PHONE_NAMES,
  PLACE_NAMES,
  RESULT_NAMES,
} from '../../texts/inspection-texts.ts';
import type { Text } from '../../texts/texts.ts';
import { OrderLink, WorkflowLink } from '../home.tsx';
import { when } from '../parts.tsx';
import { Forms } from './forms.tsx';
import { PATH } from './path.ts';
import { texts } from './texts.ts';

const MOST_ENTRIES = 200;

export async function inspectionPage(visit: Visit, name: string): Promise<Page> {
  const { say, console, caller } = visit;
  const inspection = await findInspection(console, caller, 'inspections.read', name);
  const { way } = await shownInspection(console, inspection);
  const { number, domain, state, dueAt, caseId } = inspection;
  const progress = inspection.progress ?? openedInspection('OPEN', dueAt);
  const { items, calls, videos, phonesProved, order } = progress;
  const history =
    caseId === undefined
      ? []
      : (await historyPage(console.database, console.vault, caseId, { limit: MOST_ENTRIES })).rows;
  const rows: { key: string; value: JSX.Element | string }[] = [
    { key: say(texts.found), value: say(FOUND_TEXTS[inspection.found]) },
    { key: say(texts.state), value: say(INSPECTION_STATE_NAMES[state]) },
    { key: say(texts.dueAt), value: when(dueAt) },
    { key: say(texts.domain), value: domain ?? '–' },
    { key: say(texts.phonesProved), value: phonesProved.join(', ') || '–' },
    ...(order === undefined
      ? []
      : [
          {
            key: say(texts.order),
            value: (
              <>
                <OrderLink id={order.id} /> {say(PLACE_NAMES[order.place])}
              </>
            ),
          },
        ]),
    ...(way === undefined ? [] : [{ key: say(texts.wayOn), value: say(WAY_ON_TEXTS[way]) }]),
  ];
  return {
    title: number,
    wide: true,
    body: (
      <>
        <a class="govuk-back-link" href={PATH}>
          {say(texts.back)}
        </a>
        <h1 class="govuk-heading-l">{number}</h1>
        <SummaryList rows={rows} />
        {caseId === undefined ? null : <WorkflowLink visit={visit} id={caseId} />}
        <Table
          caption={say(texts.items)}
          columns={[texts.item, texts.result].map((text) => say(text))}
          rows={ITEM_GROUPS.map((group) => {
            const result = items[group];
            return [say(ITEM_GROUP_TEXTS[group]), result === undefined ? '–' : say(RESULT_NAMES[result])];
          })}
        />
        <Table
          caption={say(texts.calls)}
          empty={say(texts.none)}
          columns={[texts.at, texts.phone, texts.reached].map((text) => say(text))}
          rows={calls.map(({ at, phone, reached }) => [
            when(at),
            say(PHONE_NAMES[phone]),
            say(reached ? texts.yes : texts.no),
          ])}
        />
        <Table
          caption={say(texts.videos)}
          empty={say(texts.none)}
          columns={[texts.at, texts.passed].map((text) => say(text))}
          rows={videos.map(({ at, passed }) => [when(at), say(passed ? texts.yes : texts.no)])}
        />
        {caller.role !== 'operator' || isOver({ state }) ? null : <Forms visit={visit} inspection={inspection} />}
        <Table
          caption={say(texts.history)}
          empty={say(texts.none)}
          columns={[texts.at, texts.who, texts.what, texts.detail].map((text) => say(text))}
          rows={history.map((entry) => entryRow(visit, entry))}
        />
      </>
    ),
  };
}

function entryRow({ say, caller }: Visit, { at, actor, action, outcome, reason, detail = '' }: AuditEntry) {
  const names: Readonly<Record<string, Text>> = INSPECTION_ACTION_NAMES;
  const hidden = personalData[caller.role] === 'CLEAR' ? 'NOTHING' : [];
  const said = outcome === 'REFUSED' ? `${say(texts.refused)} ${reason ?? ''} ${detail}` : detail;
  const known = names[action];
  return [when(at), `${actor.id} (${actor.role})`, known === undefined ? action : say(known), shownTexts(said, hidden)];
}
