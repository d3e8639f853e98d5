/** Answers of MIIT's interface (V3.0 §1.8), read from the XML in them. */
import { returnCode, type ReturnClass } from './return-codes.ts';
import type { ReceivedEnvelope } from './envelope.ts';
import { childrenOf, readXml, textOf, XmlError, type XmlElement } from './xml.ts';

/** A file in an answer, in its envelope. */
export interface FileInAnswer {
  name: string;
  envelope: ReceivedEnvelope;
}

export interface Answer {
  code: number;
  class: ReturnClass;
  /** What the bureau says; it may name hours of reporting. */
  message: string;
  /** The file of a download or of the previous upload. */
  file?: FileInAnswer;
  /** The number of the previous upload; 0 when there was none. */
  previousNumber?: number;
  /** Numbers that the bureau lacks (code 14). */
  missing: readonly number[];
}

/** Numbers of uploads are counters of four bytes. */
const LARGEST_NUMBER = 2 ** 31 - 1;

/** Reads an answer. Throws {@link XmlError} when it is none of the interface's. */
export function readAnswer(xml: string): Answer {
  const { name, element } = readXml(xml);
  if (name !== 'return') throw new XmlError('this is no answer of the interface');
  const code = numberIn(element, 'msg_code', 9999);
  if (code === undefined) throw new XmlError('the answer has no msg_code');
  const [infos] = childrenOf(element, 'fileInfos');
  const file = fileIn(infos);
  const previousNumber = numberIn(infos, 'dataSequence', LARGEST_NUMBER);
  return {
    code,
    class: returnCode(code).class,
    message: textOf(element, 'msg')?.trim() ?? '',
    ...(file === undefined ? {} : { file }),
    ...(previousNumber === undefined ? {} : { previousNumber }),
    missing: missingIn(element),
  };
}

function fileIn(infos: XmlElement | undefined): FileInAnswer | undefined {
  const name = textOf(infos, 'return_FileName')?.trim();
  const beianInfo = textOf(infos, 'beianInfo');
  if (beianInfo === undefined) return undefined;
  const field = (of: string): string => textOf(infos, of)?.trim() ?? '';
  return {
    name: name ?? '',
    envelope: {
      beianInfo,
      beianInfoHash: field('beianInfoHash'),
      encryptAlgorithm: field('encryptAlgorithm'),
      hashAlgorithm: field('hashAlgorithm'),
      compressionFormat: field('compressionFormat'),
    },
  };
}

const missingIn = (element: XmlElement): number[] =>
  childrenOf(element, 'dataSequences')
    .flatMap((each) => childrenOf(each, 'dataSequence'))
    .map((each) => exactNumber('dataSequence', typeof each === 'string' ? each.trim() : '', LARGEST_NUMBER));

function numberIn(element: XmlElement | undefined, name: string, largest: number): number | undefined {
  const text = textOf(element, name)?.trim();
  return text === undefined ? undefined : exactNumber(name, text, largest);
}

/** A number as the interface has it; one that is too large is never rounded. */
function exactNumber(name: string, text: string, largest: number): number {
  if (!/^\d{1,19}$/.test(text)) throw new XmlError(`${name} is no number`);
  const number = Number(text);
  if (number > largest) throw new XmlError(`${name} is larger than the interface allows`);
  return number;
}
