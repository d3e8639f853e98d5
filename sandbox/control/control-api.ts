/** The control API under `/sandbox/v1` makes outside parties act, and shows their data. README.md documents it. */
import express, { Router } from 'express';
import { z } from 'zod';
import type { AssetRegister } from '../registers/asset-register.ts';
import { FAILED, PASSED, type FaceChecks } from '../clouds/face-checks.ts';
import { FilingProblem } from '../bureau/filing-problem.ts';
import type { Filings } from '../bureau/filings.ts';
import type { FilingHandOver } from '../bureau/hand-overs.ts';
import type { Mailbox } from '../clouds/mailbox.ts';
import * as messages from './control-messages.ts';
import { recordControl } from './record-control.ts';
import { bureauControl } from '../bureau/miit/control.ts';
import type { MiitStore } from '../bureau/miit/store.ts';
import { given, read } from './requests.ts';
import type { Network } from '../network/network-gateway.ts';
import { siteNameSchema, type NameServer } from '../network/name-server.ts';
import { siteSchema, type WebServer } from '../network/web-server.ts';
import type { RecordRegister } from '../registers/record-register.ts';
import type { SmsCentre } from '../clouds/sms-centre.ts';
import { CHANNELS, CONDITIONS, type Switches } from './switches.ts';
import type { Collection } from '../state/memory.ts';
import type { Webhooks } from '../bureau/webhooks.ts';

export interface ControlDeps {
  mailbox: Mailbox;
  filings: Filings;
  checks: FaceChecks;
  register: RecordRegister;
  assets: AssetRegister;
  switches: Switches;
  webhooks: Webhooks;
  sms: SmsCentre;
  network: Network;
  names: NameServer;
  sites: WebServer;
  bureaus: MiitStore;
  parcels: Collection<z.infer<typeof messages.parcelSchema>>;
  reset: () => void;
}

export function controlApi(deps: ControlDeps): Router {
  const router = Router();
  router.use(express.json());
  router.use(
    inbox(deps),
    orders(deps),
    faceChecks(deps),
    recordControl(deps),
    bureauControl({ store: deps.bureaus, register: deps.register }),
    registers(deps),
    networks(deps),
    workings(deps),
  );
  return router;
}

function inbox({ mailbox }: ControlDeps): Router {
  const router = Router();
  router.get('/inbox', async (req, res) => {
    const { count, wait, channel, to, order } = read(messages.inboxQuerySchema, req.query);
    const query = {
      ...(channel === undefined ? {} : { channel }),
      ...(to === undefined ? {} : { to }),
      ...(order === undefined ? {} : { order }),
    };
    res.json({ messages: await mailbox.waitFor(query, count, wait * 1000) });
  });
  return router;
}

function orders({ filings }: ControlDeps): Router {
  const router = Router();
  router.get('/orders', (req, res) => {
    const { domain } = read(messages.ordersQuerySchema, req.query);
    res.json({ handOvers: filings.list().filter(isAbout(domain)).map(show) });
  });
  router.get('/orders/:id', (req, res) => {
    filings.find(req.params.id);
    res.json({ handOvers: filings.list(req.params.id).map(show) });
  });
  router.get('/orders/:id/codes', (req, res) => {
    const { content, codes, sentAt } = filings.find(req.params.id);
    res.json({ handOver: content.handOver, sentAt, codes });
  });
  router.post('/orders/:id/accept', async (req, res) => {
    res.json(await filings.accept(req.params.id, read(messages.acceptSchema, req.body)));
  });
  router.post('/orders/:id/refuse', async (req, res) => {
    res.json(await filings.refuse(req.params.id, read(messages.refuseSchema, req.body)));
  });
  router.post('/orders/:id/sms-started', async (req, res) => {
    res.json(await filings.startSms(req.params.id, read(messages.smsStartedSchema, req.body)));
  });
  router.post('/orders/:id/verify', async (req, res) => {
    res.json({ deliveries: await filings.verify(req.params.id, read(messages.verifySchema, req.body)) });
  });
  router.post('/orders/:id/fail', async (req, res) => {
    res.json(await filings.fail(req.params.id, read(messages.failSchema, req.body)));
  });
  router.post('/orders/:id/return', async (req, res) => {
    res.json(await filings.returnOrder(req.params.id, read(messages.returnSchema, req.body)));
  });
  router.post('/orders/:id/decision', async (req, res) => {
    res.json(await filings.decide(req.params.id, read(messages.decisionSchema, req.body)));
  });
  router.post('/orders/:id/conflict', async (req, res) => {
    res.json(await filings.returnForConflict(req.params.id, read(messages.conflictSchema, req.body)));
  });
  router.post('/orders/:id/sync', async (req, res) => {
    res.json(await filings.sync(req.params.id, read(messages.syncSchema, req.body)));
  });
  return router;
}

/** Whether an order is about a registrable domain or a name below it; about any, where none is named. */
const isAbout =
  (domain: string | undefined) =>
  ({ content: { form } }: FilingHandOver): boolean =>
    domain === undefined ||
    Object.values(form.websites).some((one) => one.domain === domain || one.domain?.endsWith(`.${domain}`) === true);

/** A hand-over without the form and the codes: its order, the number of requests, and the outcome. */
function show({ content, fingerprint: _fingerprint, codes, ...state }: FilingHandOver): object {
  const { orderId, handOver, type, personsToVerify, documents } = content;
  const persons = codes.map(({ personIds, status, wrongEntries }) => ({ personIds, status, wrongEntries }));
  return { orderId, handOver, type, personsToVerify, documents, ...state, persons };
}

function faceChecks({ checks }: ControlDeps): Router {
  const router = Router();
  router.get('/liveness', (_req, res) => {
    res.json({ checks: checks.all() });
  });
  for (const [path, codes] of [
    ['pass', PASSED],
    ['fail', FAILED],
  ] as const) {
    router.post(`/liveness/:reference/${path}`, async (req, res) => {
      const reference = z.string().parse(req.params['reference']);
      const { returns, code, ...made } = read(messages.faceResultSchema, req.body);
      const vendor = checks.get(reference)?.vendor ?? 'tencent';
      const called = await checks.take(reference, { ...made, code: code ?? codes[vendor] });
      if (called === undefined) throw unknownCheck();
      res.json({ visits: returns ? [...called, ...(await checks.comeBack(reference))] : called });
    });
  }
  router.post('/liveness/:reference/return', async (req, res) => {
    if (checks.get(req.params.reference) === undefined) throw unknownCheck();
    res.json({ visits: await checks.comeBack(req.params.reference) });
  });
  router.post('/liveness/:reference/expire', (req, res) => {
    if (!checks.expire(req.params.reference)) throw unknownCheck();
    res.status(204).end();
  });
  return router;
}

const unknownCheck = () => new FilingProblem(404, 'UNKNOWN_CHECK', 'There is no such face check.');

function registers({ assets, parcels }: ControlDeps): Router {
  const router = Router();
  router.get('/assets', (_req, res) => {
    res.json(assets.all());
  });
  router.post('/assets/domains', (req, res) => {
    const domain = given(read(messages.registeredDomainSchema, req.body));
    const { registrant, ...rest } = domain;
    assets.putDomain(registrant === undefined ? rest : { ...rest, registrant: given(registrant) });
    res.status(201).json(domain);
  });
  router.post('/assets/instances', (req, res) => {
    const instance = given(read(messages.instanceSchema, req.body));
    assets.putInstance(instance);
    res.status(201).json(instance);
  });
  router.get('/courier', (_req, res) => {
    res.json({ parcels: parcels.values() });
  });
  router.post('/courier', (req, res) => {
    const parcel = read(messages.parcelSchema, req.body);
    parcels.set(String(parcels.values().length), parcel);
    res.status(201).json(parcel);
  });
  return router;
}

const catchUpSchema = z.strictObject({ beian: z.url({ protocol: /^https?$/ }), token: z.string().min(1) });

function networks({ network, names, sites }: ControlDeps): Router {
  const router = Router();
  router.get('/names', (_req, res) => {
    res.json({ nameServer: names.address, names: names.all() });
  });
  router.post('/names', (req, res) => {
    const name = read(siteNameSchema, req.body);
    names.put(name);
    res.status(201).json(name);
  });
  router.delete('/names/:name', (req, res) => {
    names.remove(req.params.name);
    res.status(204).end();
  });
  router.get('/sites', (_req, res) => {
    res.json({ ports: sites.ports, sites: sites.all() });
  });
  router.post('/sites', (req, res) => {
    const site = read(siteSchema, req.body);
    sites.put(site);
    res.status(201).json(site);
  });
  router.get('/network', (_req, res) => {
    res.json(network.copy());
  });
  router.post('/network/catch-up', async (req, res) => {
    const { beian, token } = read(catchUpSchema, req.body);
    res.json(await network.catchUp(beian, token));
  });
  router.delete('/network', (_req, res) => {
    network.reset();
    res.status(204).end();
  });
  return router;
}

const switchesSchema = z.strictObject({
  channel: z.enum(CHANNELS),
  condition: z.enum(CONDITIONS),
  times: z.int().min(1).optional(),
});
const receiptsSchema = z.strictObject({ receipts: z.enum(['automatic', 'by-hand']) });

function workings({ switches, filings, webhooks, sms, reset }: ControlDeps): Router {
  const router = Router();
  router.get('/switches', (_req, res) => {
    res.json(switches.all());
  });
  router.put('/switches', (req, res) => {
    const { channel, condition, times } = read(switchesSchema, req.body);
    switches.set(channel, condition, times);
    res.json(switches.all());
  });
  router.get('/mode', (_req, res) => {
    res.json(filings.mode());
  });
  router.put('/mode', (req, res) => {
    res.json(filings.setMode(read(messages.modeSchema, req.body)));
  });
  router.put('/webhook-target', async (req, res) => {
    await webhooks.setTarget(read(messages.targetSchema, req.body).url);
    res.status(204).end();
  });
  router.get('/webhooks', (_req, res) => {
    res.json({ deliveries: webhooks.deliveries() });
  });
  router.post('/webhooks/:eventId/redeliver', async (req, res) => {
    const delivery = await webhooks.redeliver(req.params.eventId);
    if (delivery === undefined) throw new FilingProblem(404, 'UNKNOWN_EVENT', 'There is no such event.');
    res.json(delivery);
  });
  router.put('/sms-templates', (req, res) => {
    sms.setTemplates(read(messages.templatesSchema, req.body));
    res.status(204).end();
  });
  router.put('/sms-receipts', (req, res) => {
    sms.setReceipts(read(receiptsSchema, req.body).receipts);
    res.status(204).end();
  });
  router.post('/sms-receipts', async (req, res) => {
    const { eventId, ...receipt } = read(messages.receiptSchema, req.body);
    const delivery = await sms.report(receipt.reference, receipt, eventId);
    if (delivery === undefined) throw new FilingProblem(404, 'UNKNOWN_SMS', 'There is no SMS of this reference.');
    res.json(delivery);
  });
  router.post('/reset', (_req, res) => {
    reset();
    res.status(204).end();
  });
  return router;
}
