/** The server of a website as the bureau gets it (R-HO-1): public addresses, access method and place. */
import type { InstanceFacts } from '../assets/asset-facts.ts';
import { present } from '../present.ts';
import type { AccessMethod, Province } from './form.ts';

export interface ServedFrom {
  /** Absent for a website that was taken over: only MIIT's record knows its addresses. */
  instanceId?: string;
  /** Ranges of addresses; both ends belong to a range. */
  publicIps: readonly { from: string; to: string }[];
  accessMethod: AccessMethod;
  /** Absent where the provider's system does not say it. */
  place?: Province;
}

/** `usual`: the access method of the product. */
export function servedFrom(
  { instanceId, publicIp, publicIps, accessMethod, place }: InstanceFacts,
  usual: AccessMethod,
): ServedFrom {
  const single = publicIp === undefined ? [] : [{ from: publicIp, to: publicIp }];
  return {
    instanceId,
    publicIps: publicIps ?? single,
    accessMethod: accessMethod ?? usual,
    ...present({ place }),
  };
}
