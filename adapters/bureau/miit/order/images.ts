/** The scans of an order as the interface takes them: base64 of JPEG within its limits (miit-interface V3.0 §1.5, R-HO-5). */
import { AskPersonError } from '../../../delivery-faults.ts';
import type { HandOver } from '../../bureau.ts';

export interface Image {
  slot: string;
  /** Code of the format (附件文件格式). */
  format: number;
  content: string;
}

export interface Images {
  /** The scans in a slot, spelled with its owner. */
  inSlot(this: void, slot: string): readonly Image[];
}

const FORMATS: Readonly<Record<string, number>> = { 'image/jpeg': 1, 'image/png': 2 };

/** Characters of base64: the verification sheet may have more than the others. */
const MOST = { 'checklist-form': 150 * 1024 } as const;
const MOST_OF_OTHERS = 100 * 1024;

/** The slots of which the interface takes something. */
const SENT = /^(checklist-form|entity-certificate|entity-head-id|site-head-id|backdrop-photo|pre-approval-permit)/;

/** Reads one scan after the other. Throws AskPersonError for one that the interface does not take. */
export async function readImages(documents: HandOver['documents']): Promise<Images> {
  const images: Image[] = [];
  for (const { slot, withImage } of documents.filter((one) => SENT.test(one.slot))) {
    images.push(
      await withImage(async ({ content, mediaType }) => ({
        slot,
        format: formatOf(slot, mediaType),
        content: small(slot, Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64')),
      })),
    );
  }
  return { inSlot: (slot) => images.filter((image) => image.slot === slot) };
}

function formatOf(slot: string, mediaType: string): number {
  const format = FORMATS[mediaType];
  if (format !== undefined && (format === 1 || !slot.startsWith('pre-approval-permit'))) return format;
  throw unfit(slot, 'is no JPEG');
}

function small(slot: string, base64: string): string {
  const most = slot === 'checklist-form' ? MOST[slot] : MOST_OF_OTHERS;
  if (base64.length > most) throw unfit(slot, `has ${base64.length} characters in base64 instead of ${most}`);
  return base64;
}

const unfit = (slot: string, why: string): AskPersonError =>
  new AskPersonError(
    `The scan in ${slot} ${why}, so the bureau would not take it. Have it uploaded again.`,
    'SCAN_UNFIT',
  );
