/** Where encrypted images and scans lie. Content arrives here encrypted; the store never sees a key. */
export interface DocumentStore {
  put(key: string, content: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array>;
  /** Removing what is not there is no error. */
  delete(key: string): Promise<void>;
}
