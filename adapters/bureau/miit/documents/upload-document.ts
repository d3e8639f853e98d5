/** The document around one kind of upload (V3.0 §2). */
import { writeXml, type XmlContent } from '../xml.ts';
import { id } from './values.ts';

export interface Sender {
  /** The version of the interface, as the root of a document names it. */
  version: string;
  /** The number of the provider at the bureau. */
  ispId: string;
}

/** An upload about filings: the kind of message with its requests. */
export const filingUpload = (
  { version, ispId }: Sender,
  message: string,
  content: Readonly<Record<string, XmlContent | readonly XmlContent[]>>,
): string => writeXml('UploadData', version, { ICP: { [message]: content, Qqdwid: id('Qqdwid', ispId) } });
