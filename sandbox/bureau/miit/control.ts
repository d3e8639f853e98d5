/** The bureaus under `/sandbox/v1/bureaus`: what they hold, what they send without being asked, and how they fail. */
import { Router, type Request } from 'express';
import { z } from 'zod';
import { given, read } from '../../control/requests.ts';
import type { RecordRegister } from '../../registers/record-register.ts';
import { FilingProblem } from '../filing-problem.ts';
import { type BureauAccount, serverPath } from './accounts.ts';
import * as messages from './control-messages.ts';
import type { Damage, WaitingFile } from './files.ts';
import { resultOf, resultsFile } from './results.ts';
import { sendTables } from './server.ts';
import type { MiitStore } from './store.ts';
import type { Content } from './tree.ts';
import * as files from './unasked-files.ts';

export function bureauControl({ store, register }: { store: MiitStore; register: RecordRegister }): Router {
  const router = Router();
  const accountOf = (req: Request): BureauAccount => {
    const account = store.account(z.string().parse(req.params['province']));
    if (account === undefined) throw new FilingProblem(404, 'NO_SUCH_BUREAU', 'The provider has no account there.');
    return account;
  };
  const put = (account: BureauAccount, document: Content | { raw: string }, damage?: Damage) =>
    shown(store.files.put(account, document, damage));

  router.get('/bureaus', (_req, res) => {
    res.json({ bureaus: store.accounts.map((account) => stateOf(store, account)) });
  });
  router.get('/bureaus/:province', (req, res) => {
    res.json(stateOf(store, accountOf(req)));
  });
  router.put('/bureaus/:province/conditions', (req, res) => {
    res.json(store.conditions.set(accountOf(req).province, given(read(messages.conditionsSchema, req.body))));
  });
  router.post('/bureaus/:province/failures', (req, res) => {
    const { method, failures } = read(messages.failuresSchema, req.body);
    store.conditions.failNext(accountOf(req).province, method, failures);
    res.status(204).end();
  });
  router.get('/bureaus/:province/requests', (req, res) => {
    const requests = store.requests.of(accountOf(req).province).map(({ content: _content, ...request }) => request);
    res.json({ requests });
  });
  router.get('/bureaus/:province/uploads', (req, res) => {
    const { province } = accountOf(req);
    res.json({ uploads: store.uploads.of(province), repeated: store.uploads.repeated(province) });
  });
  router.get('/bureaus/:province/records/:number', (req, res) => {
    res.json(files.idsOf({ store, register, account: accountOf(req) }, req.params.number));
  });
  router.put('/bureaus/:province/last-number', (req, res) => {
    store.uploads.setLast(accountOf(req).province, read(messages.lastNumberSchema, req.body).dataSequence);
    res.status(204).end();
  });
  router.get('/bureaus/:province/files', (req, res) => {
    res.json({ files: store.files.of(accountOf(req).province).map(shown) });
  });
  router.put('/bureaus/:province/passwords', (req, res) => {
    accountOf(req);
    const { number, password } = read(messages.passwordSchema, req.body);
    store.passwords.set(number, password);
    res.status(204).end();
  });
  router.post('/bureaus/:province/requests/:id/faults', (req, res) => {
    const account = accountOf(req);
    const request = store.requests.find(req.params.id);
    if (request?.province !== account.province)
      throw new FilingProblem(404, 'UNKNOWN_REQUEST', 'There is no such request.');
    const faults = read(messages.faultsSchema, req.body).faults.map((fault) => given(fault));
    store.requests.keep({ ...request, state: 'FAULTY', faults: faults.map(({ code }) => code) });
    res.status(201).json(put(account, resultsFile([resultOf(request, faults)])));
  });

  const sends = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    fileOf: (
      parts: { store: MiitStore; register: RecordRegister; account: BureauAccount },
      body: z.infer<Schema>,
    ) => Content,
  ) =>
    router.post(`/bureaus/:province/${path}`, (req, res) => {
      const account = accountOf(req);
      const body = read(schema, req.body);
      res.status(201).json(put(account, fileOf({ store, register, account }, body)));
    });
  sends('records', messages.recordedSchema, (parts, { number }) => files.recordFileOf(parts, number));
  sends('synchronisation', z.strictObject({}), (parts) => files.synchronisation(parts));
  sends('tasks', messages.taskSchema, files.task);
  sends('unfiled', messages.unfiledSchema, files.unfiled);
  sends('blacklist', messages.blacklistSchema, files.blacklist);
  sends('notices', messages.noticeSchema, files.notice);
  sends('inspections', messages.inspectionSchema, files.inspection);
  sends('removals', messages.removalSchema, files.removal);
  router.post('/bureaus/:province/code-tables', (req, res) => {
    res.status(201).json(shown(sendTables(store, accountOf(req))));
  });
  router.post('/bureaus/:province/files', (req, res) => {
    const { xml, damage } = read(messages.fileSchema, req.body);
    res.status(201).json(put(accountOf(req), { raw: xml }, damage));
  });
  return router;
}

/** A file without its content, which may hold people's data. */
const shown = ({ xml: _xml, ...file }: WaitingFile): object => file;

const stateOf = (store: MiitStore, { province, ispId, userName }: BureauAccount): object => ({
  province,
  ispId,
  userName,
  path: serverPath(province),
  calls: store.conditions.calls(province),
  slowNow: store.conditions.slowNow(province),
  lastNumber: store.uploads.last(province),
  repeatedUploads: store.uploads.repeated(province),
  waitingFiles: store.files.waiting(province).length,
  requests: store.requests.of(province).length,
  addresses: store.addresses.all(province).length,
  unansweredTasks: store.tasks.values().filter((state) => state === 'OPEN').length,
  conditions: store.conditions.of(province),
});
