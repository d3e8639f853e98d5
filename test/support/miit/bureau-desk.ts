/** The exchange with a bureau turn by turn: the sandbox's server over HTTP, Postgres, and the activities that a worker hosts. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { accountsSchema, type MiitAccount } from '../../../adapters/bureau/miit/account.ts';
import { createMiitClient, type MiitClient } from '../../../adapters/bureau/miit/client.ts';
import { zipped } from '../../../adapters/bureau/miit/envelope.ts';
import type { Fact } from '../../../adapters/bureau/miit/downloads/read-download.ts';
import { createBureauApplier } from '../../../activities/bureau/apply.ts';
import type { DownloadEffects, PlaceOfFact } from '../../../activities/bureau/download-effects.ts';
import { createBureauFetcher } from '../../../activities/bureau/fetch.ts';
import { createBureauSender } from '../../../activities/bureau/send.ts';
import type { Turn } from '../../../domain/bureau/exchange.ts';
import { instant } from '../../../domain/time/instant.ts';
import { SANDBOX_ACCOUNTS } from '../../../sandbox/bureau/miit/accounts.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { DESK_CASE } from '../../../store/cases/desk-case.ts';
import { queueUpload } from '../../../store/bureau/uploads.ts';
import type { Database } from '../../../store/postgres/database.ts';
import type { Vault } from '../../../store/sealing/vault.ts';

export const PROVINCE = 'ZJ';

/** The account of the sandbox's bureau under a name of the test's own, with short pauses. */
export const accountAt = (sandbox: Pick<Sandbox, 'url'>, name: string, change: object = {}): MiitClient =>
  createMiitClient(configuredAt(sandbox, name, change));

/** The same as it stands in a configuration. */
export function configuredAt(sandbox: Pick<Sandbox, 'url'>, name: string, change: object = {}): MiitAccount {
  const [known] = SANDBOX_ACCOUNTS.filter(({ province }) => province === PROVINCE);
  const { province, ...account } = { ...known, ...change };
  const [parsed] = accountsSchema.parse(
    JSON.stringify([
      {
        name,
        province,
        url: `${sandbox.url}/bureaus/${PROVINCE}`,
        timeoutSeconds: 5,
        firstPauseSeconds: 0.05,
        fetchEverySeconds: 0.2,
        ...account,
      },
    ]),
  );
  if (parsed === undefined) throw new Error('there is no account');
  return parsed;
}

/** A report that is about no order; the sandbox takes any document in. */
export const report = (name: string): Uint8Array =>
  zipped(`<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><IP><IPLY>${name}</IPLY></IP></UploadData>`);

export interface Effect extends PlaceOfFact {
  fact: Fact['fact'];
}

export interface BureauDesk {
  /** One turn of the sender, as a process that has just started or one that has been at work. */
  send: (process?: 'same' | 'new') => Promise<Turn>;
  /** Turns until the sender waits for something else than the pause after a failure. */
  sendAll: () => Promise<Turn>;
  fetch: () => Promise<Turn>;
  apply: () => Promise<Turn>;
  /** Turns of fetcher and effects until nothing more comes. */
  fetchAll: () => Promise<Turn>;
  queue: (name: string) => Promise<unknown>;
  /** Pauses are over. */
  later: () => Promise<void>;
  uploads: () => Promise<{ key: string; state: string; number: number | null; code: number | null }[]>;
  files: () => Promise<
    { fileName: string; fault: string | null; acknowledged: boolean; applied: boolean; unapplied: number | null }[]
  >;
  tasks: () => Promise<string[]>;
  effects: Effect[];
}

/** Pauses after failures that a helper passes over. */
const PASSING: readonly string[] = ['ANSWER', 'BUREAU', 'MAINTENANCE', 'FULL_QUEUE', 'CORRECTION'];
/** More turns than any test needs. */
const MOST_TURNS = 200;

export function bureauDesk(
  { db, vault }: { db: Database; vault: Vault },
  client: MiitClient,
  refuses: (fact: Fact) => boolean = () => false,
): BureauDesk {
  const assets = { serverAt: async () => undefined };
  const deps = { database: db, vault, bureauAccounts: [client], assets, deskEmail: 'desk@provider.example' };
  const account = client.name;
  const effects: Effect[] = [];
  const run = (activity: (request: { account: string }) => Promise<Turn>): Promise<Turn> =>
    new MockActivityEnvironment().run<[{ account: string }], Turn, typeof activity>(activity, { account });
  let sender = createBureauSender(deps);
  const fetcher = createBureauFetcher(deps);
  const applier = createBureauApplier(deps, recording(effects, refuses));

  const later = async () => {
    const over = { sending_not_before: null, fetching_not_before: null };
    await db.updateTable('bureau_accounts').set(over).where('name', '=', account).execute();
  };
  const send = async (process: 'same' | 'new' = 'same') => {
    if (process === 'new') sender = createBureauSender(deps);
    return run(sender);
  };
  const fetch = () => run(fetcher);
  const apply = () => run(applier);
  const until = async (turn: () => Promise<Turn>): Promise<Turn> => {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      const last = await turn();
      if (!last.goOn && !PASSING.includes(last.waitsFor)) return last;
      await later();
    }
    throw new Error('the exchange comes to no end');
  };
  return {
    send,
    fetch,
    apply,
    later,
    sendAll: () => until(() => send()),
    fetchAll: () =>
      until(async () => {
        const applied = await apply();
        return applied.goOn ? applied : fetch();
      }),
    queue: (name) =>
      queueUpload(
        db,
        vault,
        { account, key: `${account} ${name}`, message: 'IPLY', zip: report(name) },
        instant(Date.now()),
      ),
    uploads: () =>
      db
        .selectFrom('bureau_uploads')
        .select(['key', 'state', 'data_sequence as number', 'msg_code as code'])
        .where('account', '=', account)
        .orderBy('id')
        .execute(),
    files: async () => {
      const rows = await db
        .selectFrom('bureau_downloads')
        .selectAll()
        .where('account', '=', account)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        fileName: row.file_name,
        fault: row.fault,
        acknowledged: row.acknowledged_at !== null,
        applied: row.applied_at !== null,
        unapplied: row.unapplied,
      }));
    },
    tasks: async () => {
      const rows = await db
        .selectFrom('tasks')
        .select('kind')
        .where('case_id', '=', DESK_CASE)
        .where('closed_at', 'is', null)
        .orderBy('kind')
        .execute();
      return rows.map(({ kind }) => kind);
    },
    effects,
  };
}

function recording(effects: Effect[], refuses: (fact: Fact) => boolean): DownloadEffects {
  const effect = async (_trx: Database, fact: Fact, place: PlaceOfFact): Promise<void> => {
    effects.push({ fact: fact.fact, ...place });
    if (refuses(fact)) throw new Error('no effect');
  };
  return {
    RESULT: effect,
    DECISION: effect,
    RECORD: effect,
    SYNCHRONISED: effect,
    TASK: effect,
    REMOVED: effect,
    BLACKLISTED: effect,
    ILLEGAL_ACCESS: effect,
    UNFILED: effect,
    INSPECTED: effect,
    TO_RECTIFY: effect,
    ADDRESS_RESULT: effect,
    ADDRESS_FAULT: effect,
    ADDRESS_RECORD: effect,
    async CODES(trx, rows, place) {
      for (const row of rows) await effect(trx, { fact: 'CODE', row }, place);
    },
    REPORTING_UNIT: effect,
    DOMAIN_REPORT: effect,
    UNREADABLE: effect,
  };
}
