/** The form of what providers upload (企业上报数据格式, V3.0 §2). */
import { ADDRESS_GROUPS } from './address-structure.ts';
import { id } from './element-types.ts';
import { FILING_MESSAGES } from './filing-structure.ts';
import { group, many, maybe, one, oneOf } from './structure.ts';

const filings = group(
  ...Object.entries(FILING_MESSAGES).map(([name, { row, form }]) => maybe(name, group(many(row, form, 1000)))),
  one('Qqdwid', id),
);
const addresses = group(
  ...Object.entries(ADDRESS_GROUPS).map(([name, groups]) =>
    maybe(name, group(...Object.entries(groups).map(([part, { row, form }]) => maybe(part, group(many(row, form)))))),
  ),
  one('Qqdwid', id),
);

/** An upload: filings or addresses. Reports of domains are for registries only. */
export const UPLOAD = oneOf(one('ICP', filings), one('IP', addresses));
