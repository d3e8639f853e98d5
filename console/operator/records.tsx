/** A record by its number: how it stands, and who or what changed it when. */
import { printedNumber } from '../../domain/record/icp-number.ts';
import { readRecord } from '../../store/records/records.ts';
import { refusal } from '../../usecases/refusal.ts';
import { SummaryList } from '../components/summary-list.tsx';
import { TextInput } from '../components/text-input.tsx';
import { page } from '../http/route.ts';
import { RecordVersions } from '../record-versions/record-versions.tsx';
import { texts } from './texts.ts';

export const records = page({
  path: '/operate/records',
  roles: ['operator', 'auditor'],
  show: async (visit, { query }) => {
    const { say, console: deps } = visit;
    const asked = printedNumber(query['number'] ?? '').trim();
    const record = asked === '' ? undefined : await readRecord(deps.database, deps.vault, asked, { limit: 1 });
    if (asked !== '' && record === undefined) throw refusal('RECORD_NOT_HERE');
    const pageAt = (cursor: string) => `/operate/records?${new URLSearchParams({ number: asked, cursor }).toString()}`;
    return {
      title: say(texts.records),
      body: (
        <>
          <h1 class="govuk-heading-l">{say(texts.records)}</h1>
          <form method="get" action="/operate/records" class="beian-filters">
            <TextInput id="number" label={say(texts.recordNumber)} value={asked} width={20} />
            <button class="govuk-button" type="submit">
              {say(texts.find)}
            </button>
          </form>
          {record === undefined ? null : (
            <>
              <h2 class="govuk-heading-m">{record.number}</h2>
              <SummaryList
                rows={[
                  { key: say(texts.status), value: record.status },
                  { key: say(texts.account), value: record.accountId ?? '–' },
                  { key: say(texts.version), value: record.version },
                ]}
              />
              {await RecordVersions({
                visit,
                number: record.number,
                cursor: query['cursor'],
                pageAt,
                orderPath: (id) => `/operate/orders/${encodeURIComponent(id)}`,
              })}
            </>
          )}
        </>
      ),
    };
  },
});
