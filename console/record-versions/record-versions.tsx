/** Who or what changed a record, when, and which fields; what they hold is shown by the record itself. */
import type { JSX } from 'preact';
import { formatInstant } from '../../domain/time/instant.ts';
import { versionPage, type RecordVersion } from '../../store/records/read-versions.ts';
import { Pagination } from '../components/pagination.tsx';
import { Table } from '../components/table.tsx';
import type { Visit } from '../http/visit.ts';
import type { Say } from '../texts/texts.ts';
import { changedField } from './field-names.ts';
import { texts } from './texts.ts';

const ON_A_PAGE = 20;

interface Shown {
  readonly visit: Visit;
  /** Of the record. */
  readonly number: string;
  readonly cursor: string | undefined;
  /** The address of the page with this cursor. */
  readonly pageAt: (cursor: string) => string;
  /** The page of an order at this desk. */
  readonly orderPath: (orderId: string) => string;
}

/** Throws `CursorError` for a cursor that was not given out here. */
export async function RecordVersions({ visit, number, cursor, pageAt, orderPath }: Shown): Promise<JSX.Element> {
  const { say, console: deps, caller } = visit;
  const asked = { limit: ON_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
  const { rows, cursor: next } = await versionPage(deps.database, deps.vault, number, asked);
  // A customer hears that the provider did it, not who of its people.
  const names = caller.role !== 'applicant';
  return (
    <>
      <Table
        caption={say(texts.caption)}
        empty={say(texts.none)}
        columns={[texts.version, texts.changedAt, texts.cause, texts.parts].map((text) => ({ text: say(text) }))}
        rows={rows.map((version) => ({
          id: String(version.version),
          cells: [
            version.version,
            formatInstant(version.changedAt).slice(0, 16).replace('T', ' '),
            causeOf(version, { say, orderPath, names }),
            <ul key={version.version} class="govuk-list">
              {version.parts.map((part) => {
                const name = part.part === 'ENTITY' ? say(texts.entity) : part.number;
                const fields = part.changed.map((path) => changedField(path, say)).join(say(texts.comma));
                return <li key={name}>{`${name}${say(texts.colon)}${fields === '' ? say(texts.newPart) : fields}`}</li>;
              })}
            </ul>,
          ],
        }))}
      />
      <Pagination
        label={say(texts.pages)}
        next={next === undefined ? undefined : { href: pageAt(next), text: say(texts.older) }}
      />
    </>
  );
}

function causeOf(
  { cause, orderId, changedBy }: RecordVersion,
  { say, orderPath, names }: { say: Say; orderPath: Shown['orderPath']; names: boolean },
): JSX.Element | string {
  const by = names && changedBy !== undefined ? say(texts.by, { by: changedBy }) : '';
  switch (cause) {
    case 'ORDER':
      return orderId === undefined ? (
        say(texts.byOrder)
      ) : (
        <>
          {say(texts.byOrder)}{' '}
          <a class="govuk-link" href={orderPath(orderId)}>
            {orderId}
          </a>
        </>
      );
    case 'IMPORT':
      return `${say(texts.byImport)}${by}`;
    case 'SYNC':
      return `${say(texts.bySync)}${by}`;
    default:
      return cause satisfies never;
  }
}
