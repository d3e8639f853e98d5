/**
 * Connections in the clear. In production every connection over a network is encrypted; where one is not, whoever runs Beian has to name its
 * variable in `BEIAN_ALLOW_PLAIN`, so that none is plain by oversight. What stays on this machine needs no such word.
 */
import { z } from 'zod';

/** The variable that names exceptions: names of variables, separated by commas. */
export const allowPlain = {
  BEIAN_ALLOW_PLAIN: z
    .string()
    .regex(/^[A-Z0-9_]+(\s*,\s*[A-Z0-9_]+)*$/, 'write names of variables, separated by commas')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .default([]),
};

type Values = Readonly<Record<string, unknown>>;

/** Adds a fault for every variable that leads over a network in the clear and is not named as an exception; none in the sandbox. */
export function refusePlain(values: object, context: Pick<z.core.$RefinementCtx, 'addIssue'>): void {
  const given: Values = { ...values };
  if (given['BEIAN_MODE'] === 'sandbox') return;
  const allowed = given['BEIAN_ALLOW_PLAIN'];
  for (const [name, how] of plainAmong(given)) {
    if (Array.isArray(allowed) && allowed.includes(name)) continue;
    const message = `goes over the network in the clear: ${how}, or name it in BEIAN_ALLOW_PLAIN`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
}

function plainAmong(given: Values): [name: string, how: string][] {
  const plain: [string, string][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string') continue;
    if (/^http:/i.test(value) && !staysHere(value)) plain.push([name, 'write an https address']);
  }
  for (const name of ['SMS', 'LIVENESS']) {
    const isPlain = given[`${name}_PROTOCOL`] === 'http';
    if (isPlain && !staysHere(`http://${textOf(given, `${name}_ENDPOINT`)}`))
      plain.push([`${name}_PROTOCOL`, 'use https']);
  }
  if (given['SMTP_TLS'] === 'none' && !isThisMachine(textOf(given, 'SMTP_HOST')))
    plain.push(['SMTP_TLS', 'use starttls or implicit']);
  if (isPlainPostgres(textOf(given, 'DATABASE_URL'))) plain.push(['DATABASE_URL', 'add ?sslmode=verify-full']);
  if (isPlainTemporal(given)) plain.push(['TEMPORAL_TLS', 'set it to true']);
  return plain;
}

const textOf = (given: Values, name: string): string => {
  const value = given[name];
  return typeof value === 'string' ? value : '';
};

const isThisMachine = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

function staysHere(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && isThisMachine(url.hostname);
}

const ENCRYPTED = ['require', 'verify-ca', 'verify-full', 'no-verify'];

/** No host, or a folder, is a socket of this machine. */
function isPlainPostgres(address: string): boolean {
  const url = URL.parse(address.replace(/^postgres(ql)?:/, 'http:'));
  if (url === null) return false;
  const host = url.searchParams.get('host') ?? url.hostname;
  if (host.startsWith('/') || isThisMachine(host)) return false;
  return !ENCRYPTED.includes(url.searchParams.get('sslmode') ?? '') && url.searchParams.get('ssl') !== 'true';
}

/** An API key and every certificate imply TLS. */
function isPlainTemporal(given: Values): boolean {
  const address = textOf(given, 'TEMPORAL_ADDRESS');
  if (given['TEMPORAL_TLS'] !== false || address === '' || staysHere(`http://${address}`)) return false;
  return !['API_KEY', 'TLS_CA_FILE', 'TLS_CERT_FILE', 'TLS_SERVER_NAME'].some((name) => `TEMPORAL_${name}` in given);
}
