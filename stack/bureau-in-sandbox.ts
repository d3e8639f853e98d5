/** The ways to the bureau on a stack whose outside parties are the sandbox, and the variables that each of them needs. */
import { z } from 'zod';
import { readConfig } from '../domain/configuration.ts';
import { SANDBOX_ACCOUNTS, serverPath, type BureauAccount } from '../sandbox/bureau/miit/accounts.ts';
import { SANDBOX_KEYS } from '../sandbox/keys.ts';

/** MIIT's own interface, the provider's gateway, and people who enter what happens (docs/bureau.md). */
const WAYS = ['miit', 'gateway', 'manual'] as const;
export type BureauWay = (typeof WAYS)[number];

const waySchema = z.object({ BUREAU: z.enum(WAYS).default('miit') });

/** The way that `BUREAU` names; MIIT's own interface where it names none. Throws ConfigError for another one. */
export const bureauWay = (): BureauWay => readConfig(waySchema, process.env).BUREAU;

/** Where the stack's provider reports, wherever its customers sit. */
export const OWN_BUREAU: BureauAccount = ownAccount();

function ownAccount(): BureauAccount {
  const [account] = SANDBOX_ACCOUNTS;
  if (account === undefined) throw new Error('the sandbox has no account at a bureau');
  return account;
}

/** @param sandboxUrl the address of the sandbox */
export function bureauInSandbox(way: BureauWay, sandboxUrl: string): Record<string, string> {
  switch (way) {
    case 'miit':
      return { BUREAU: way, BUREAU_ACCOUNTS: JSON.stringify([accountAt(sandboxUrl)]) };
    case 'gateway':
      return {
        BUREAU: way,
        BUREAU_URL: `${sandboxUrl}/gateway`,
        BUREAU_PROVIDER_ID: 'beian-sandbox',
        BUREAU_ISP_ID: '110000000001',
        BUREAU_ISP_NAME: '示例接入商',
        BUREAU_SECRET: SANDBOX_KEYS.gatewaySecret,
      };
    case 'manual':
      return { BUREAU: way };
    default:
      return way satisfies never;
  }
}

/** Files are fetched every second, because somebody watches. */
const accountAt = (sandboxUrl: string) => ({
  ...OWN_BUREAU,
  name: 'sandbox',
  url: `${sandboxUrl}${serverPath(OWN_BUREAU.province)}`,
  fetchEverySeconds: 1,
  firstPauseSeconds: 0.5,
});
