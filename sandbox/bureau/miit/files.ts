/** Files that wait for a provider. One is handed out again and again until it is acknowledged (V3.0 §1.7). */
import type { Memory } from '../../state/memory.ts';
import type { BureauAccount } from './accounts.ts';
import { VERSION } from './answers.ts';
import { type Content, write } from './tree.ts';

export interface WaitingFile {
  name: string;
  province: string;
  xml: string;
  acknowledged: boolean;
  /** How often it was handed out. */
  handedOut: number;
  /** What is wrong with it on purpose. */
  damage?: Damage;
}
/** `HASH`: it does not fit its hash. `ZIP`: no zip. `GBK`: cut in the middle of a character. `BOMB`: far larger when unpacked. */
export const DAMAGES = ['HASH', 'ZIP', 'GBK', 'BOMB'] as const;
export type Damage = (typeof DAMAGES)[number];

export type Files = ReturnType<typeof createFiles>;

export function createFiles(memory: Memory) {
  const files = memory.collection<WaitingFile>('miitFiles');
  const numbers = memory.collection<number>('miitFileNumbers');
  const of = (province: string): WaitingFile[] => files.values().filter((file) => file.province === province);

  return {
    /** Puts a document, or a text that should be one, into the queue of an account. */
    put(
      { province }: Pick<BureauAccount, 'province'>,
      document: Content | { raw: string },
      damage?: Damage,
    ): WaitingFile {
      const number = (numbers.get('last') ?? 0) + 1;
      numbers.set('last', number);
      const stamp = new Date().toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
      const file: WaitingFile = {
        name: `${stamp}_${province.toLowerCase()}_${String(number).padStart(6, '0')}.xml`,
        province,
        xml: isRaw(document) ? document.raw : downloadOf(document),
        acknowledged: false,
        handedOut: 0,
        ...(damage === undefined ? {} : { damage }),
      };
      files.set(file.name, file);
      return file;
    },
    of,
    waiting: (province: string): WaitingFile[] => of(province).filter(({ acknowledged }) => !acknowledged),
    find: (name: string) => files.get(name),
    keep: (file: WaitingFile) => files.set(file.name, file),
    reset(): void {
      files.clear();
      numbers.clear();
    },
  };
}

const isRaw = (document: Content | { raw: string }): document is { raw: string } =>
  typeof document === 'object' && typeof document['raw'] === 'string' && Object.keys(document).length === 1;

const downloadOf = (content: Content): string =>
  `<?xml version="1.0" encoding="GBK"?><DownloadData version="${VERSION}">${write(content)}</DownloadData>`;
