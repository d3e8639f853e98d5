/** Who or what changed a record of the account, and when. */
import { page, type ConsoleRoute } from '../../http/route.ts';
import { RecordVersions } from '../../record-versions/record-versions.tsx';
import { orderPath } from '../orders/paths.ts';
import { ownRecord, recordPath } from './own-record.ts';
import { texts } from './texts.ts';

export const versionRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/records/:number/versions',
    roles: ['applicant'],
    show: async (visit, { params, query }) => {
      const { say } = visit;
      const { number } = await ownRecord(visit, params['number'] ?? '');
      const here = `${recordPath(number)}/versions`;
      const title = say(texts.versionsTitle, { number });
      const pageAt = (cursor: string) => `${here}?cursor=${encodeURIComponent(cursor)}`;
      return {
        title,
        body: (
          <>
            <a class="govuk-back-link" href={recordPath(number)}>
              {number}
            </a>
            <h1 class="govuk-heading-l">{title}</h1>
            {await RecordVersions({ visit, number, cursor: query['cursor'], pageAt, orderPath })}
          </>
        ),
      };
    },
  }),
];
