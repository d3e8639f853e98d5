/** MIIT's record under `/sandbox/v1/records`: seeded, imported, and changed through somebody else. */
import { Router } from 'express';
import type { z } from 'zod';
import type { SyncEvent } from '../../domain/record/sync-event.ts';
import type { Webhooks } from '../bureau/webhooks.ts';
import {
  moveAway,
  removeAccessElsewhere,
  removeEntityElsewhere,
  removeWebsiteElsewhere,
} from '../registers/elsewhere.ts';
import { importRecords } from '../registers/record-import.ts';
import type { RecordRegister } from '../registers/record-register.ts';
import * as messages from './control-messages.ts';
import { given, read } from './requests.ts';

export function recordControl({ register, webhooks }: { register: RecordRegister; webhooks: Webhooks }): Router {
  const router = Router();
  const tell = (event: SyncEvent, { happenedAt, eventId }: z.infer<typeof messages.elsewhereSchema>) =>
    webhooks.send('bureau', { event: 'recordChanged', data: { ...event, ...given({ happenedAt }) } }, eventId);
  router.get('/records', (_req, res) => {
    res.json(register.all());
  });
  router.post('/records/entities', (req, res) => {
    res.status(201).json(register.putEntity(given(read(messages.entityRecordSchema, req.body))));
  });
  router.post('/records/domains', (req, res) => {
    res.status(201).json(register.putDomain(given(read(messages.domainRecordSchema, req.body))));
  });
  router.post('/records/import', async (req, res) => {
    res.status(201).json(await importRecords(register, req));
  });
  router.post('/records/domains/:domain/transfer-away', async (req, res) => {
    const { to, ...when } = read(messages.transferAwaySchema, req.body);
    res.json(await tell(moveAway(register, req.params.domain, given(to)), when));
  });
  router.post('/records/entities/:number/remove-elsewhere', async (req, res) => {
    const when = read(messages.elsewhereSchema, req.body);
    res.json(await tell(removeEntityElsewhere(register, req.params.number), when));
  });
  router.post('/records/domains/:domain/remove-elsewhere', async (req, res) => {
    const when = read(messages.elsewhereSchema, req.body);
    res.json(await tell(removeWebsiteElsewhere(register, req.params.domain), when));
  });
  router.post('/records/domains/:domain/remove-access', async (req, res) => {
    const when = read(messages.elsewhereSchema, req.body);
    res.json(await tell(removeAccessElsewhere(register, req.params.domain), when));
  });
  return router;
}
