/** The provider's own systems over HTTP, as `adapters/assets/http.ts` documents them. */
import { isIP } from 'node:net';
import express, { Router } from 'express';
import { z } from 'zod';
import type { AssetRegister } from './asset-register.ts';
import type { Switches } from '../control/switches.ts';

/** The domain somebody asks about, and the entity that is to own it. */
const domainQuerySchema = z.object({
  domain: z.string(),
  entity: z.object({ certificateNumber: z.string().optional(), name: z.string().optional() }),
});

export function assetDirectory(deps: { token: string; assets: AssetRegister; switches: Switches }): Router {
  const router = Router();
  router.use((req, res, next) => {
    if (req.get('authorization') !== `Bearer ${deps.token}`) {
      res.status(401).json({ code: 'BAD_TOKEN' });
      return;
    }
    const condition = deps.switches.next('assets');
    if (condition === 'down') {
      req.socket.destroy();
      return;
    }
    if (condition === 'busy') {
      res.status(503).json({ code: 'BUSY' });
      return;
    }
    if (condition === 'reject') {
      res.status(422).json({ code: 'REFUSED' });
      return;
    }
    return next();
  });

  router.post('/v1/domain-facts', express.json(), (req, res) => {
    const query = domainQuerySchema.safeParse(req.body);
    if (!query.success) {
      res.status(422).json({ code: 'MALFORMED' });
      return;
    }
    res.json(deps.assets.domain(query.data.domain, query.data.entity));
  });

  router.get('/v1/instances/:id', (req, res) => {
    const instance = deps.assets.instance(req.params.id);
    if (instance === undefined) {
      res.status(404).json({ code: 'UNKNOWN_INSTANCE' });
      return;
    }
    res.json(instance);
  });
  router.get('/v1/servers', (req, res) => {
    const address = typeof req.query['address'] === 'string' ? req.query['address'] : '';
    const server = isIP(address) === 0 ? undefined : deps.assets.serverAt(address);
    if (server === undefined) {
      res.status(404).json({ code: 'NO_SERVER_HERE' });
      return;
    }
    res.json(server);
  });
  return router;
}
