/** Uploads that were taken, by number (V3.0 §1.6). The last one is kept whole: a provider may ask for it. */
import type { Memory } from '../../state/memory.ts';

export interface TakenUpload {
  province: string;
  number: number;
  /** Base64 MD5 of the zip. */
  hash: string;
  at: string;
}

export type UploadLog = ReturnType<typeof createUploadLog>;

export function createUploadLog(memory: Memory) {
  const taken = memory.collection<TakenUpload>('miitUploads');
  /** Base64 of the zip of each account's last upload. */
  const lastZips = memory.collection<string>('miitLastUploads');
  /** Uploads with a number that was taken before, which no provider should send. */
  const repeated = memory.collection<number>('miitRepeatedUploads');
  const lastNumbers = memory.collection<number>('miitLastNumbers');

  return {
    last: (province: string): number => lastNumbers.get(province) ?? 0,
    lastZip: (province: string): string | undefined => lastZips.get(province),
    take(upload: Omit<TakenUpload, 'at'>, zip: Uint8Array): void {
      taken.set(`${upload.province} ${upload.number}`, { ...upload, at: new Date().toISOString() });
      lastZips.set(upload.province, Buffer.from(zip).toString('base64'));
      lastNumbers.set(upload.province, upload.number);
    },
    noteRepeated: (province: string): void => repeated.set(province, (repeated.get(province) ?? 0) + 1),
    repeated: (province: string): number => repeated.get(province) ?? 0,
    /** The counter of an account, as after a change of system or a restored copy at the bureau. */
    setLast: (province: string, number: number): void => lastNumbers.set(province, number),
    of: (province: string): TakenUpload[] => taken.values().filter((upload) => upload.province === province),
    reset(): void {
      for (const collection of [taken, lastZips, repeated, lastNumbers]) collection.clear();
    },
  };
}
