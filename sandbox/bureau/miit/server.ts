/**
 * A provincial bureau's server over HTTP: the three services of V3.0 with their descriptions, SOAP 1.1. It can be made to fail in
 * each way that servers on a network fail.
 */
import express, { type Request, type Response, Router } from 'express';
import type { RecordRegister } from '../../registers/record-register.ts';
import { type BureauAccount } from './accounts.ts';
import { answer } from './answers.ts';
import { areaOf, codeTables } from './code-tables.ts';
import type { Failure } from './conditions.ts';
import { createSixCalls, handedOut, type Parameters, refusal } from './six-calls.ts';
import type { MiitStore } from './store.ts';
import { type Intake, takeIn } from './taking-in.ts';
import { type Element, NotXml, readTree, write } from './tree.ts';
import { NAMESPACE, SERVICES, wsdlOf } from './wsdl.ts';

/** A file of 50 MB in base64, with room for the rest. */
const BODY_LIMIT = '80mb';

export interface BureauServerDeps {
  store: MiitStore;
  register: RecordRegister;
  receive: Intake['receive'];
}

/** Serves every account below `/<province>`. */
export function bureauServers({ store, register, receive }: BureauServerDeps): Router {
  const calls = createSixCalls({
    ...store,
    register,
    takeIn: (account, dataSequence, xml) => takeIn({ store, register, receive }, account, dataSequence, xml),
    firstFile: (account) => giveTables(store, account),
    passwords: {
      of: (number) => store.passwords.get(number),
      check(number) {
        const checks = (store.passwordChecks.get(number) ?? 0) + 1;
        store.passwordChecks.set(number, checks);
        return checks;
      },
    },
  });

  /** What a call is answered; carries it out. */
  function carryOut(account: BureauAccount, method: string, parameters: Parameters): string {
    const refused = refusal(account, parameters);
    if (refused !== undefined) return refused;
    return calls[method]?.(account, parameters) ?? answer(999);
  }

  async function answerCall(
    account: BureauAccount,
    methods: readonly string[],
    req: Request,
    res: Response,
  ): Promise<void> {
    const called = callIn(req.body);
    if (called === undefined || !methods.includes(called.method)) {
      res.status(500).type('text/xml').send(soapFault('Client', 'no such method'));
      return;
    }
    const { method, parameters } = called;
    const { slowMs } = store.conditions.of(account.province);
    const failure = store.conditions.next(account.province, method);
    await pause(slowMs);
    const carried = () => carryOut(account, method, parameters);
    if (failure === undefined) return send(res, soapAnswer(method, carried()));
    if (failure.how === 'SLOW') {
      const before = failure.taken ? carried() : undefined;
      await store.conditions.slowDown(account.province, failure.ms);
      return send(res, soapAnswer(method, before ?? carried()));
    }
    if ('taken' in failure) return fail(res, failure, method, failure.taken ? carried() : undefined);
    send(res, soapAnswer(method, misbehave(account, method, failure, parameters, carried)));
  }

  /** Failures that only one method has. */
  function misbehave(
    account: BureauAccount,
    method: string,
    failure: Extract<Failure, { how: 'REPEATED_FILE' | 'LOST_ACKNOWLEDGEMENT' }>,
    parameters: Parameters,
    carried: () => string,
  ): string {
    const refused = refusal(account, parameters);
    if (refused !== undefined) return refused;
    if (failure.how === 'LOST_ACKNOWLEDGEMENT' && method === 'isp_downloadack') return answer(0);
    const earlier = store.files.of(account.province).find(({ acknowledged }) => acknowledged);
    if (failure.how !== 'REPEATED_FILE' || method !== 'isp_download' || earlier === undefined) return carried();
    return handedOut(store, account, earlier, 3);
  }

  const router = Router();
  for (const account of store.accounts) {
    for (const [path, methods] of Object.entries(SERVICES)) {
      const names: readonly string[] = Object.keys(methods);
      router.get(`/${account.province}${path}`, (_req, res) => void res.type('text/xml').send(wsdlOf(path, methods)));
      router.post(`/${account.province}${path}`, express.text({ type: () => true, limit: BODY_LIMIT }), (req, res) =>
        answerCall(account, names, req, res),
      );
    }
  }
  return router;
}

/** The first call of an account finds all code tables. */
function giveTables(store: MiitStore, account: BureauAccount): void {
  if (store.tablesGiven.get(account.province) === true) return;
  store.tablesGiven.set(account.province, true);
  sendTables(store, account);
}

export const sendTables = ({ files }: MiitStore, account: BureauAccount) =>
  files.put(account, codeTables({ id: account.ispId, name: '示例接入商' }, areaOf(account.province)));

/** Method and parameters of a SOAP request. Names of parameters are read in small letters. */
function callIn(body: unknown): { method: string; parameters: Parameters } | undefined {
  if (typeof body !== 'string') return undefined;
  const inside = bodyOf(body);
  if (inside === undefined || typeof inside === 'string') return undefined;
  const [[method, [called]] = ['', []]] = Object.entries(inside);
  if (called === undefined) return undefined;
  const entries = typeof called === 'string' ? [] : Object.entries(called);
  const parameters = entries.map(([name, [value]]): [string, string] => [
    name.toLowerCase(),
    typeof value === 'string' ? value : '',
  ]);
  return { method, parameters: Object.fromEntries(parameters) };
}

function bodyOf(text: string): Element | undefined {
  try {
    const { name, element } = readTree(text);
    return name === 'Envelope' && typeof element !== 'string' ? element['Body']?.[0] : undefined;
  } catch (error) {
    if (error instanceof NotXml) return undefined;
    throw error;
  }
}

const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;

const soapAnswer = (method: string, answered: string): string =>
  envelope(`<ns2:${method}Response xmlns:ns2="${NAMESPACE}">${write({ return: answered })}</ns2:${method}Response>`);

const soapFault = (code: string, text: string): string =>
  envelope(`<soap:Fault>${write({ faultcode: `soap:${code}`, faultstring: text })}</soap:Fault>`);

const send = (res: Response, text: string): void => void res.type('text/xml; charset=utf-8').send(text);

const PROXY_PAGE = '<html><head><title>502</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** Ends a call badly; `answered` is what it would have been answered, where it was carried out. */
function fail(
  res: Response,
  failure: Exclude<Extract<Failure, { taken: boolean }>, { how: 'SLOW' }>,
  method: string,
  answered: string | undefined,
): void {
  switch (failure.how) {
    case 'CUT':
      res.socket?.destroy();
      return;
    case 'HALF': {
      const whole = Buffer.from(soapAnswer(method, answered ?? answer(999)));
      res.writeHead(200, { 'content-type': 'text/xml', 'content-length': whole.length });
      res.write(whole.subarray(0, whole.length / 2), () => res.socket?.destroy());
      return;
    }
    case 'PROXY_PAGE':
      res.status(502).type('text/html').send(PROXY_PAGE);
      return;
    case 'SOAP_FAULT':
      res.status(500).type('text/xml').send(soapFault('Server', 'java.lang.NullPointerException'));
      return;
    case 'NO_XML':
      send(res, soapAnswer(method, '系统繁忙'));
      return;
    case 'CODE':
      send(res, soapAnswer(method, answer(failure.code)));
  }
}

const pause = (ms: number): Promise<void> =>
  ms === 0 ? Promise.resolve() : new Promise((passed) => setTimeout(passed, ms));
