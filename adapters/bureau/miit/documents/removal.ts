/** ZXBA: an entity, a website or the own access leaves the record (注销备案, V3.0 §2.6). */
import { filingUpload, type Sender } from './upload-document.ts';
import { code, id, optionalText, several } from './values.ts';

/** What is removed, as the interface numbers it. */
export const REMOVED = { ENTITY: '0', WEBSITE: '1', ACCESS: '2' } as const;

export interface Removal {
  removes: keyof typeof REMOVED;
  /** The province's id of entity, website or access. */
  id: string;
  /** Code of the reason; the table comes from the bureau. */
  reason: number;
  remark?: string;
  passwordHash?: string;
}

export const removals = (sender: Sender, all: readonly Removal[]): string =>
  filingUpload(sender, 'ZXBA', {
    Zx_xx: several('Zx_xx', all).map((removal) => ({
      Zxlb: REMOVED[removal.removes],
      Jlid: id('Jlid', removal.id),
      Zxly: code('Zxly', removal.reason, 999),
      Zxlybz: optionalText('Zxlybz', removal.remark, 1, 1000),
      ICPmm: optionalText('ICPmm', removal.passwordHash, 1, 32),
    })),
  });
