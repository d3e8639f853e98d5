/** Code tables and reporting units of the bureau (JCDM; V3.0 §3.10). They overrule every table that stands in code. */
import type { CodeTable } from '../../../../domain/bureau-codes/code-row.ts';
import { present } from '../../../../domain/present.ts';
import type { Reader } from './reader.ts';

/** The tables, each with the name of its group and of its rows. */
const TABLES = [
  ['UNIT_CLASS', 'Dwfl_dms', 'Dwfl_xx'],
  ['NATURE', 'Dwxz_dms', 'Dwxz_xx'],
  ['AREA', 'Qy_dms', 'Qy_xx'],
  ['FEEDBACK', 'Yjfk_Wtfls', 'Yjfk_Wtfl_xx'],
  ['BUREAU', 'Gj_dms', 'Gj_dm_xx'],
  ['SECTOR', 'Hyfl_dms', 'Hyfl_xx'],
  ['LEVEL', 'Xzjb_dms', 'Xzjb_xx'],
  ['CERTIFICATE', 'Zjlx_dms', 'Zjlx_xx'],
  ['PRE_APPROVAL', 'Wzjylx_dms', 'Wzjylx_xx'],
  ['CONTENT', 'Wzfwlx_dms', 'Wzfwlx_xx'],
  ['ACCESS_METHOD', 'Wzjrfs_dms', 'Wzjrfs_xx'],
  ['REMOVAL_REASON', 'Zxly_dms', 'Zxly_xx'],
  ['UNFILED_HANDLING', 'Wbacl_dms', 'Wbacl_xx'],
  ['VERIFICATION', 'Hsyj_dms', 'Hsyj'],
  ['DOMAIN_KIND', 'Ymlx_dms', 'Ymlx'],
  ['FILE_FORMAT', 'Fjwjgs_dms', 'Fjwjgs'],
  ['FILE_USE', 'Fjytlx_dms', 'Fjzjlx'],
  ['LANGUAGE', 'Yylb_dms', 'Yylb'],
] as const satisfies readonly (readonly [CodeTable, group: string, row: string])[];

export interface CodeRow {
  table: CodeTable;
  id: string;
  name: string;
  valid: boolean;
  /** The same code as a bit (运算ID), where the table has one. */
  bit?: string;
  /** What the row belongs to: the nature of a certificate, the object of a file, the kind of an area. */
  belongsTo?: string;
  /** Only of prior approvals: whether one is needed. */
  needsApproval?: boolean;
}

/** Readers of all rows of all tables, with the table of each. */
export const codeRows = (tables: Reader): { table: CodeTable; row: Reader }[] =>
  TABLES.flatMap(([table, group, name]) =>
    tables.children(group).flatMap((each) => each.children(name).map((row) => ({ table, row }))),
  );

export function codeRow({ table, row }: { table: CodeTable; row: Reader }): CodeRow {
  // What nobody here needs: notes, and contacts of the bureaus.
  for (const name of ['Bz', 'Bm', 'Shengid', 'Shengjc', 'Dzyj', 'Sjhm', 'Fl2']) row.optionalText(name);
  const needsApproval = row.optionalCode('Sfqzsp');
  const name = row.optionalText('Mc') ?? row.optionalText('Nr') ?? row.optionalText('Ztmc') ?? row.text('Fl1');
  return {
    table,
    id: row.id('Id'),
    name,
    valid: row.optionalCode('Sfyx') !== 0,
    ...present({
      bit: row.optionalId('Ysid'),
      belongsTo: row.optionalText('Dwflid') ?? row.optionalText('Ssdxlx') ?? row.optionalText('Lx'),
      needsApproval: needsApproval === undefined ? undefined : needsApproval === 1,
    }),
  };
}

/** A unit that reports: a provider or a carrier. */
export interface ReportingUnit {
  id: string;
  name: string;
  valid: boolean;
  province?: string;
}

export function reportingUnit(unit: Reader): ReportingUnit {
  for (const name of ['Dwfl', 'Dwhyfl', 'Jyxkzbh', 'Shiid', 'Xianid', 'Xxdz', 'Bz']) unit.optionalText(name);
  return {
    id: unit.id('Id'),
    name: unit.text('Dwmc'),
    valid: unit.optionalCode('Sfyx') !== 0,
    ...present({ province: unit.optionalId('Shengid') }),
  };
}
