/** What was filled in, and each scan beside the fields it proves; a reason to send the order back is chosen beside either. */
import type { JSX } from 'preact';
import { ENTITY_PRIVACY, PERSON_PRIVACY, WEBSITE_PRIVACY } from '../../domain/order/form-privacy.ts';
import { valueAt } from '../../domain/order/diff.ts';
import { reasonsFor } from '../../domain/review/reasons.ts';
import type { CaseScan } from '../../usecases/review/case-file.ts';
import { Table } from '../components/table.tsx';
import { Tag } from '../components/tag.tsx';
import type { CaseProps } from './case-props.ts';
import { DECISION, one, sendsBack } from './deeds.ts';
import { Part } from './part.tsx';
import { texts } from './texts.ts';
import { fieldIn, slotPlace, valueText } from './words.ts';

export function ScansView(props: CaseProps): JSX.Element {
  const { visit, file } = props;
  const scans = file.scans.toSorted((a, b) => slotPlace(a.document.slot) - slotPlace(b.document.slot));
  return (
    <Part title={visit.say(texts.scans)}>
      {scans.map((scan) => (
        <Scan key={scan.document.slot} {...props} scan={scan} />
      ))}
    </Part>
  );
}

function Scan({ scan, ...props }: CaseProps & { scan: CaseScan }): JSX.Element {
  const { visit, file, reason } = props;
  const { say, language } = visit;
  const { slot, validUntil, version } = scan.document;
  const address = `/review/orders/${file.order.id}/scans/${encodeURIComponent(slot)}`;
  const because = reason === undefined ? '' : `&reason=${reason}`;
  const path = `documents.${slot}`;
  return (
    <div class="beian-scan" data-scan>
      <figure>
        <figcaption class="govuk-body">
          <strong>{fieldIn(language, path)}</strong>{' '}
          {scan.isNew ? <Tag colour="blue">{say(texts.isNew)}</Tag> : undefined}{' '}
          {validUntil === undefined ? '' : say(texts.validUntil, { day: validUntil })}
        </figcaption>
        {file.shown === 'MASKED' ? (
          <p class="govuk-body">{say(texts.scanHidden)}</p>
        ) : (
          <>
            <div class="beian-scan__frame" tabIndex={0} role="region" aria-label={say(texts.scanOf, { slot })}>
              <img src={`${address}?v=${version}${because}`} alt={say(texts.scanOf, { slot })} loading="lazy" />
            </div>
            <p class="govuk-body-s beian-scan__tools">
              {(['zoomIn', 'zoomOut', 'rotate'] as const).map((tool) => (
                <button key={tool} type="button" class="beian-tool" data-tool={tool} hidden>
                  {say(texts[tool])}
                </button>
              ))}{' '}
              <a class="govuk-link" href={`${address}?image=ORIGINAL${because}`} target="_blank" rel="noopener">
                {say(texts.original)}
              </a>
            </p>
          </>
        )}
      </figure>
      <div>
        <dl class="govuk-summary-list govuk-summary-list--no-border">
          {scan.proves.map((field) => (
            <div key={field} class="govuk-summary-list__row">
              <dt class="govuk-summary-list__key">{fieldIn(language, field)}</dt>
              <dd class="govuk-summary-list__value">{valueText(language, valueAt(file.form, field))}</dd>
            </div>
          ))}
        </dl>
        <Objection {...props} path={path} />
      </div>
    </div>
  );
}

/** Where a reason is chosen, for the order's province; nothing while nobody could send the order back. */
function Objection({ visit, file, typed, path }: CaseProps & { path: string }): JSX.Element | null {
  const { say, language } = visit;
  if (file.barred !== undefined || sendsBack(file.actions) === undefined) return null;
  const field = fieldIn(language, path);
  const [code, advice] = [`code:${path}`, `advice:${path}`];
  const chosen = one(typed?.[code]);
  return (
    <>
      <select
        class="govuk-select beian-objection"
        id={code}
        name={code}
        form={DECISION}
        aria-label={`${say(texts.objection)}: ${field}`}
      >
        <option value="">{say(texts.fine)}</option>
        {reasonsFor(path, file.order.province).map((reason) => (
          <option key={reason.code} value={reason.code} selected={reason.code === chosen}>
            {reason.words[language]}
          </option>
        ))}
      </select>
      <details class="beian-words" open={one(typed?.[advice]) !== ''}>
        <summary class="govuk-body-s">{say(texts.ownWords)}</summary>
        <input
          class="govuk-input"
          name={advice}
          form={DECISION}
          maxLength={500}
          value={one(typed?.[advice])}
          aria-label={say(texts.words, { field })}
          autocomplete="off"
        />
      </details>
    </>
  );
}

/** Every field that is filled in, in the order of the form. */
function pathsOf({ form }: CaseProps['file']): string[] {
  const of = (root: string, table: object, value: object) =>
    Object.keys(table)
      .filter((name) => name in value)
      .map((name) => `${root}.${name}`);
  return [
    ...of('entity', ENTITY_PRIVACY, form.entity),
    ...Object.entries(form.people).flatMap(([id, person]) => of(`people.${id}`, PERSON_PRIVACY, person)),
    ...Object.entries(form.websites).flatMap(([id, website]) => of(`websites.${id}`, WEBSITE_PRIVACY, website)),
  ];
}

export function DataView(props: CaseProps): JSX.Element {
  const { visit, file } = props;
  const { say, language } = visit;
  const changed = new Set([...(file.sinceLast ?? []), ...(file.againstRecord ?? [])].map(({ path }) => path));
  return (
    <section>
      <Table
        caption={say(texts.data)}
        namedRows
        columns={[texts.field, texts.value, texts.objection].map((text) => say(text))}
        rows={pathsOf(file).map((path) => [
          fieldIn(language, path),
          <>
            {valueText(language, valueAt(file.form, path))}{' '}
            {changed.has(path) ? <Tag colour="blue">{say(texts.isNew)}</Tag> : undefined}
          </>,
          <Objection {...props} path={path} />,
        ])}
      />
    </section>
  );
}
