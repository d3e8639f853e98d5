/** What policy says about the images of a slot. */
import type { RewriteRules } from '../adapters/images/image-rewriter.ts';
import type { Policies } from '../domain/policy/policy.ts';
import type { CivilDate } from '../domain/time/instant.ts';

/** `site-head-id:P2` and `pre-approval-permit-news:W1` belong to the policy slots `site-head-id` and `pre-approval-permit-…`. */
export const policySlot = (slot: string): string => slot.split(':')[0] ?? slot;

/** How an image of this slot is checked and made small on a day (R-HO-5, R-HO-6). */
export function rewriteRules(policies: Policies, slot: string, on: CivilDate): RewriteRules {
  const scope = { slot: policySlot(slot) };
  return {
    mediaTypes: policies.resolve('material.upload', scope, on).mediaTypes,
    maxPixels: policies.resolve('material.maxPixels', scope, on),
    maxBase64: policies.resolve('material.maxBase64', scope, on),
  };
}
