/** A version of the interface: what differs from version to version. */
export interface Profile {
  /** The attribute `version` at the root of every document. A wrong one is refused with 5004. */
  rootVersion: string;
  /** The size that a document may have before it is packed (code 18). */
  mostDocumentBytes: number;
  /** What stands in ICPmm where the version demands it, although filing passwords were given up. */
  passwordHash: string;
}
