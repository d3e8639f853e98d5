/** What an uploaded image is made into before people and the bureau see it (R-HO-5, R-HO-6). */

export interface RewriteRules {
  /** The media types that are accepted. */
  mediaTypes: readonly string[];
  /** The media type that the sender named, where one was named. */
  declared?: string | undefined;
  /** Width times height, at most. */
  maxPixels: number;
  /** How long the rewritten image may be as base64 text, in characters. */
  maxBase64: number;
}

/** The small JPEG: upright, in sRGB, without metadata. */
export interface RewrittenImage {
  content: Uint8Array;
  width: number;
  height: number;
}

/** `code` says for programs why an image is refused, `advice` tells its sender what to do. */
export type RewriteAnswer =
  | { status: 'REWRITTEN'; mediaType: string; image: RewrittenImage }
  | { status: 'REFUSED'; code: ImageFault; advice: string };

export type ImageFault =
  | 'FILE_TYPE' // of a kind that is not accepted
  | 'FILE_DISGUISED' // name or declared type say something else
  | 'IMAGE_DAMAGED' // cannot be decoded to its end
  | 'IMAGE_TOO_MANY_PIXELS'
  | 'IMAGE_MULTI_FRAME' // an animation, or several pages
  | 'IMAGE_TOO_COMPLEX' // took more memory or time than an image may
  | 'IMAGE_NOT_LEGIBLE'; // too large for the bureau, and illegible when made smaller

/** Decodes images where a hostile one can do no harm. */
export interface ImageRewriter {
  /** Throws RetryableError when images cannot be decoded at the moment. */
  rewrite(content: Uint8Array, rules: RewriteRules): Promise<RewriteAnswer>;
}
