/** What a program read of a home page, in the order in which it stands there: texts and pictures, each with the link it is a part of. */
export type PagePart = { text: string; href?: string } | { image: true; href?: string };

export interface PageSeen {
  parts: readonly PagePart[];
}
