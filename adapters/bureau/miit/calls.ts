/** The six calls of MIIT's interface over SOAP 1.1 (V3.0 §1.2). Each returns the XML text that stands in its answer. */
import { AskPersonError, RetryableError } from '../../delivery-faults.ts';
import { askMiit, NOT_SENT, OUTCOME_UNKNOWN } from './http.ts';
import { furtherParts, readWsdl, shapeOf, type MethodShape, type WsdlDocument } from './wsdl.ts';
import { childrenOf, escaped, readXml, textOf, XmlError, type XmlElement } from './xml.ts';

const UP_DOWN_LOAD = '/ISPWebService/upDownLoad';

/** Where each method lies below the address of the server. */
const SERVICES = {
  isp_upload: UP_DOWN_LOAD,
  isp_download: UP_DOWN_LOAD,
  isp_downloadack: UP_DOWN_LOAD,
  isp_querypreviousupload: UP_DOWN_LOAD,
  isp_querybeianstatus: '/BeianStatusWebService/queryBeianStatus',
  isp_verifybamm: '/BeianStatusWebService/verifyBamm',
} as const;
export type MiitMethod = keyof typeof SERVICES;

export interface MiitCalls {
  /**
   * Makes one call and returns the XML of its answer. Throws a RetryableError with code `NOT_SENT` when the request cannot have
   * arrived, and with `OUTCOME_UNKNOWN` when it may have been carried out. Throws AskPersonError when the server does not offer
   * the method, wants parameters that nobody here knows, or cannot be trusted.
   */
  call(method: MiitMethod, parameters: Readonly<Record<string, string | number>>): Promise<string>;
}

export interface CallOptions {
  /** Address of the server without a trailing slash, e.g. `http://server.bureau.example`. */
  baseUrl: string;
  /** From the beginning of a call to its last byte. An upload has up to 50 MB. */
  timeoutMs?: number;
}

/**
 * Calls to one server. The WSDL of a service is read once, and again after it could not be read.
 *
 * @example
 * const calls = createMiitCalls({ baseUrl: 'http://server.bureau.example' });
 * const xml = await calls.call('isp_download', { ispId, ...prove(credentials) });
 */
export function createMiitCalls({ baseUrl, timeoutMs = 120_000 }: CallOptions): MiitCalls {
  const descriptions = new Map<string, Promise<WsdlDocument[]>>();

  const descriptionOf = (path: string): Promise<WsdlDocument[]> => {
    const known = descriptions.get(path);
    if (known !== undefined) return known;
    const read = readDescription(`${baseUrl}${path}`, timeoutMs).catch((error: unknown) => {
      descriptions.delete(path);
      throw error;
    });
    descriptions.set(path, read);
    return read;
  };

  return {
    async call(method, parameters) {
      const path = SERVICES[method];
      const shape = shapeOf(await descriptionOf(path), method);
      if (shape === undefined)
        throw new AskPersonError(`MIIT's server has no ${method}: compare the versions of the interface.`);
      const envelope = envelopeOf(method, shape, parameters);
      const { status, text } = await askMiit({ url: `${baseUrl}${path}`, envelope, timeoutMs });
      return answerIn(text, status);
    },
  };
}

/** Parts of a description that are read at most; real ones have one to three. */
const MOST_PARTS = 10;

/** A description with all its parts, which lie on the same server. */
async function readDescription(endpoint: string, timeoutMs: number): Promise<WsdlDocument[]> {
  const wanted = [`${endpoint}?wsdl`];
  const documents: WsdlDocument[] = [];
  for (const url of wanted) {
    const document = await readPart(url, timeoutMs);
    documents.push(document);
    const further = furtherParts(document)
      .map((location) => new URL(location, url))
      // The address in a description is often one inside the bureau; its path and query are those of the server.
      .map(({ pathname, search }) => new URL(`${pathname}${search}`, endpoint).href);
    wanted.push(...further.filter((each) => !wanted.includes(each)).slice(0, MOST_PARTS - wanted.length));
  }
  return documents;
}

async function readPart(url: string, timeoutMs: number): Promise<WsdlDocument> {
  const { status, text } = await askMiit({ url, timeoutMs }).catch((cause: unknown) => {
    if (cause instanceof AskPersonError) throw cause;
    // Reading a description changes nothing, so the call itself was not sent.
    throw new RetryableError("the description of MIIT's services could not be read", { cause, code: NOT_SENT });
  });
  if (status >= 500) throw new RetryableError(`MIIT's server answered ${status}`, { code: NOT_SENT });
  try {
    return readWsdl(text);
  } catch (cause) {
    throw new AskPersonError(
      `At ${new URL(url).pathname} MIIT's server shows no description of its services (${status}): check the address.`,
      'NO_WSDL',
      { cause },
    );
  }
}

function envelopeOf(
  method: MiitMethod,
  { namespace, parameters: names, qualified }: MethodShape,
  given: Readonly<Record<string, string | number>>,
): string {
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const unknown = names.filter((name) => !values.has(name.toLowerCase()));
  if (unknown.length > 0)
    throw new AskPersonError(
      `MIIT's server wants ${unknown.join(', ')} for ${method}: compare the versions of the interface.`,
    );
  const prefix = qualified ? 'm:' : '';
  const children = names.map(
    (name) => `<${prefix}${name}>${escaped(values.get(name.toLowerCase()) ?? '')}</${prefix}${name}>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
    `<soap:Body><m:${method} xmlns:m="${escaped(namespace)}">${children.join('')}</m:${method}></soap:Body></soap:Envelope>`
  );
}

/** The text in the answer. An answer that is no SOAP may come from a proxy after the call was carried out. */
function answerIn(text: string, status: number): string {
  const body = bodyOf(text, status);
  const fault = childrenOf(body, 'Fault')[0];
  if (fault !== undefined)
    throw new RetryableError(`MIIT's server reports a fault (${status})`, { code: OUTCOME_UNKNOWN });
  const [response] = Object.values(typeof body === 'string' ? {} : body).flat();
  const inside =
    textOf(response, 'return') ?? textOf(response, Object.keys(typeof response === 'object' ? response : {})[0] ?? '');
  if (inside === undefined) throw unclear(status);
  return inside;
}

function bodyOf(text: string, status: number): XmlElement {
  try {
    const { name, element } = readXml(text);
    const body = childrenOf(element, 'Body')[0];
    if (name === 'Envelope' && body !== undefined) return body;
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause;
  }
  throw unclear(status);
}

const unclear = (status: number): RetryableError =>
  new RetryableError(`MIIT's server answered ${status} without an answer of the interface`, { code: OUTCOME_UNKNOWN });
