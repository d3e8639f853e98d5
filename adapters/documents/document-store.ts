/** The store of images and scans. Content is encrypted before it arrives; the store never has a data key. */
export interface DocumentStore {
  put(key: string, content: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array>;
  /** Deletes a document; a missing document is not an error. */
  delete(key: string): Promise<void>;
  /** Every document, page by page; folders, and nearly all object stores, in the order of the bytes of their keys. */
  list(): AsyncIterable<readonly ListedDocument[]>;
}

export interface ListedDocument {
  key: string;
  /** When it was stored, in milliseconds of the store's clock. */
  storedAt: number;
}
