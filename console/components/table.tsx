/** A table with a caption, in a region that scrolls by itself where the page is narrower. */
import type { ComponentChildren } from 'preact';
import { classes } from './form-group.tsx';

export interface Column {
  text: string;
  numeric?: boolean;
}

export interface TableRow {
  id: string;
  cells: readonly ComponentChildren[];
}

export interface TableProps {
  caption: string;
  /** `true`: only for those who do not see the heading above. */
  hiddenCaption?: boolean;
  columns: readonly (string | Column)[];
  rows: readonly (TableRow | readonly ComponentChildren[])[];
  /** What stands there, below the caption, when there is no row. */
  empty?: string;
  /** The first cell of each row names the row. */
  namedRows?: boolean;
  /** The columns from the second on are drawn as lines above the table. */
  chart?: boolean;
}

export function Table({
  caption,
  hiddenCaption = false,
  columns,
  rows,
  empty,
  namedRows = false,
  chart = false,
}: TableProps) {
  if (rows.length === 0 && empty !== undefined) {
    return (
      <>
        {hiddenCaption ? null : <h2 class="govuk-heading-m">{caption}</h2>}
        <p class="govuk-body">{empty}</p>
      </>
    );
  }
  const heads = columns.map((column): Column => (typeof column === 'string' ? { text: column } : column));
  return (
    <div class="beian-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="govuk-table" {...(chart ? { 'data-chart': '' } : {})}>
        <caption class={hiddenCaption ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'}>
          {caption}
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {heads.map(({ text, numeric }, place) => (
              <th key={place} scope="col" class={ofColumn('govuk-table__header', numeric)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {rows.map((row, index) => (
            <tr key={'cells' in row ? row.id : index} class="govuk-table__row">
              {('cells' in row ? row.cells : row).map((cell, place) =>
                namedRows && place === 0 ? (
                  <th key={place} scope="row" class="govuk-table__header">
                    {cell}
                  </th>
                ) : (
                  <td key={place} class={ofColumn('govuk-table__cell', heads[place]?.numeric)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ofColumn = (name: string, numeric: boolean | undefined): string =>
  classes(name, numeric === true && `${name}--numeric`);
