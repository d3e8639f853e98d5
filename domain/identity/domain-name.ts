/**
 * Domain names as filings count them: only the registrable domain is filed (R-DOM-11), computed with the ICANN part of the
 * public suffix list (R-DOM-20). Workflow code must not use this: it needs the list and the URL parser.
 */
import { domainToUnicode } from 'node:url';
import { parse } from 'tldts';

/** Letters, digits and hyphens, as registries take them (RFC 5890); the URL parser lets more pass, such as `_`. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST = 253;

/**
 * The one spelling of a host: ASCII, small letters, no dot at the end (`公司.CN.` → `xn--55qx5d.cn`). It may be typed in full width, with
 * the full stops of Chinese, or percent-encoded. Undefined when it is no host name.
 */
export function asciiHost(host: string): string | undefined {
  const text = host.trim();
  if (text === '' || /[\s/@:?#\\]/.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const ascii = new URL(`http://${text}`).hostname.replace(/\.$/, '');
  return ascii.length <= LONGEST && ascii.split('.').every((label) => LABEL.test(label)) ? ascii : undefined;
}

/** A host as people read it: `xn--55qx5d.cn` → `公司.cn`. A text that is no host stays as it is. */
export const readableHost = (host: string): string => domainToUnicode(asciiHost(host) ?? '') || host;

/** `a.b.example.com.cn` → `example.com.cn`; undefined for addresses, bare suffixes and what is no host name. */
export function registrableDomain(host: string): string | undefined {
  return parsed(host)?.domain ?? undefined;
}

/** The last label with its dot, in ASCII form: `example.com.cn` → `.cn`. */
export function topSuffix(host: string): string | undefined {
  const domain = registrableDomain(host);
  return domain === undefined ? undefined : domain.slice(domain.lastIndexOf('.'));
}

/** The label that was registered: `example.com.cn` → `example`. */
export function registrableLabel(host: string): string | undefined {
  return parsed(host)?.domainWithoutSuffix ?? undefined;
}

/** Whether a domain has one of these suffixes. Domain and suffixes may be in Chinese (`.中国`) or ASCII form. */
export function suffixAmong(host: string, suffixes: readonly string[]): boolean {
  const own = topSuffix(host);
  return own !== undefined && asciiSuffixes(suffixes).has(own);
}

/** Lists of suffixes are policy values: the same list is asked about for every domain. */
const inAscii = new WeakMap<readonly string[], ReadonlySet<string>>();

function asciiSuffixes(suffixes: readonly string[]): ReadonlySet<string> {
  const known = inAscii.get(suffixes) ?? new Set(suffixes.map(asciiSuffix));
  inAscii.set(suffixes, known);
  return known;
}

function asciiSuffix(suffix: string): string {
  if (/^[.a-z0-9-]+$/.test(suffix)) return suffix;
  return `.${asciiHost(suffix.replace(/^\./, '')) ?? ''}`;
}

type Parsed = ReturnType<typeof parse> | undefined;

/** Several rules take the same name apart; the newest answers are kept. */
const lately = new Map<string, Parsed>();
const KEPT = 1000;

function parsed(host: string): Parsed {
  if (lately.has(host)) return lately.get(host);
  if (lately.size >= KEPT) lately.clear();
  const result = parsedAnew(host);
  lately.set(host, result);
  return result;
}

function parsedAnew(host: string): Parsed {
  const ascii = asciiHost(host);
  if (ascii === undefined) return undefined;
  const result = parse(ascii, { allowPrivateDomains: false });
  return result.isIp === true || result.isIcann !== true ? undefined : result;
}
