/** Keys of stored documents: folders and file names of letters, digits, `.`, `_` and `-`, none starting with a dot. */
const KEY = /^(?=.{1,400}$)[A-Za-z0-9_-][\w.-]*(?:\/[A-Za-z0-9_-][\w.-]*)*$/;

/** Throws a RangeError for a key that would lead out of the store or to a hidden file, such as `../x` or `.x`. */
export function checkDocumentKey(key: string): void {
  if (!KEY.test(key))
    throw new RangeError(
      'a document key is made of folders and names such as BA20260209-23456789/entity-certificate/1',
    );
}
