/** The bureau gateway's HTTP side, as `adapters/bureau/openapi.yaml` documents it. */
import { createHash } from 'node:crypto';
import { Router, type RequestHandler } from 'express';
import { FilingProblem } from './filing-problem.ts';
import type { Memory } from '../state/memory.ts';
import type { Filings } from './filings.ts';
import { receivedHandOverSchema, recordQuerySchema, resendSchema } from './gateway-messages.ts';
import type { RecordRegister } from '../registers/record-register.ts';
import { createSignatureCheck } from './signature.ts';
import type { Switches } from '../control/switches.ts';
import { bodyOf } from '../clouds/tencent-cloud.ts';

export function bureauGateway(deps: {
  memory: Memory;
  secret: string;
  filings: Filings;
  register: RecordRegister;
  switches: Switches;
  /** Runs work that goes on after the answer. */
  inBackground: (work: () => Promise<void>) => void;
}): Router {
  const { filings, register } = deps;
  const documents = deps.memory.collection<{ mediaType: string; size: number }>('documents');
  const router = Router();
  router.use(working(deps.switches), signed(deps.secret));

  router.put('/documents/:sha256', (req, res) => {
    const content = bodyOf(req);
    const actual = createHash('sha256').update(content).digest('hex');
    if (actual !== req.params.sha256)
      throw new FilingProblem(422, 'WRONG_DIGEST', 'The content does not match the SHA-256.');
    documents.set(actual, { mediaType: req.get('content-type') ?? '', size: content.length });
    res.status(204).end();
  });

  router.post('/hand-overs', (req, res) => {
    const order = receivedHandOverSchema.safeParse(parse(bodyOf(req)));
    if (!order.success) {
      const where = order.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw new FilingProblem(422, 'MALFORMED', `The hand-over is not of the documented form: ${where}.`);
    }
    const missing = order.data.documents.find(({ sha256 }) => documents.get(sha256) === undefined);
    if (missing !== undefined)
      throw new FilingProblem(422, 'DOCUMENT_MISSING', `The document ${missing.slot} was not sent.`);
    const handOver = filings.receive(order.data);
    res.once('close', () => deps.inBackground(() => filings.goOnByItself(handOver)));
    res.status(handOver.answer.status === 'ACCEPTED' ? 200 : 202).json(handOver.answer);
  });

  router.post('/sms-resends', (req, res) => {
    const request = resendSchema.safeParse(parse(bodyOf(req)));
    if (!request.success) throw new FilingProblem(422, 'MALFORMED', 'The request is not of the documented form.');
    filings.resend(request.data, req.get('idempotency-key') ?? '');
    res.status(202).json({});
  });

  router.post('/record-lookups', (req, res) => {
    const query = recordQuerySchema.safeParse(parse(bodyOf(req)));
    if (!query.success) throw new FilingProblem(422, 'MALFORMED', 'The query is not of the documented form.');
    res.json(register.lookUp(query.data));
  });
  return router;
}

function working(switches: Switches): RequestHandler {
  return (req, _res, next) => {
    const condition = switches.next('bureau');
    switch (condition) {
      case 'up':
        return next();
      case 'down':
        return void req.socket.destroy();
      case 'busy':
        throw new FilingProblem(503, 'BUSY', 'The bureau accepts nothing now.');
      case 'reject':
        throw new FilingProblem(422, 'REFUSED', 'Refused because the sandbox was told to.');
    }
  };
}

function signed(secret: string): RequestHandler {
  const isSigned = createSignatureCheck(secret);
  return (req, _res, next) => {
    if (isSigned(req, `/v1${req.path}`, bodyOf(req))) return next();
    throw new FilingProblem(401, 'BAD_SIGNATURE', 'Not signed with the shared secret, too old, or received before.');
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
