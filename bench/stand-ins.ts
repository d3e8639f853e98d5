/**
 * Stand-ins for the bureau's gateway and the provider's directories. They answer at once inside the worker, so that their speed is
 * not measured. Mail and SMS leave the process, on both sides.
 */
import type { AssetDirectory } from '../adapters/assets/asset-directory.ts';
import type { Bureau } from '../adapters/bureau/bureau.ts';
import { instant } from '../domain/time/instant.ts';

export const bureauAtOnce: Bureau = {
  handOver: ({ orderId, handOver }) =>
    Promise.resolve({ status: 'ACCEPTED', reference: `${orderId}/${handOver}`, at: instant(Date.now()) }),
  resendSms: () => Promise.resolve(),
  lookUp: () =>
    Promise.resolve({
      entityFiled: false,
      entityHere: false,
      domainFiled: false,
      domainOfEntity: false,
      domainHere: false,
      shellEntity: false,
      blacklisted: false,
    }),
};

export const assetsAtOnce: AssetDirectory = {
  domain: (domain) =>
    Promise.resolve({
      domain,
      registered: true,
      mainlandRegistrar: true,
      registeredHere: true,
      registrantKind: 'ORGANISATION',
      registrantMatches: true,
      realNameVerifiedOn: '2025-01-05',
      expiresOn: '2030-01-05',
    }),
  serverAt: async () => undefined,
  instance: (instanceId) =>
    Promise.resolve({
      instanceId,
      product: 'VM',
      mainland: true,
      prepaid: true,
      termMonths: 36,
      expiresOn: '2030-01-31',
      publicIp: '203.0.113.10',
      ownerAccountId: 'anyone',
    }),
};
