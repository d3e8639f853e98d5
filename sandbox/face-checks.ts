/** Face checks that a vendor has opened for Beian, and how they ended. */
import { randomUUID } from 'node:crypto';
import type { Webhooks, Delivery } from './webhooks.ts';

export interface FaceCheck {
  reference: string;
  vendor: 'tencent' | 'alibaba';
  name: string;
  documentNumber: string;
  returnUrl: string;
  /** What the opener gave along to name the check: Extra or OuterOrderNo. */
  key: string;
  status: 'PENDING' | 'PASS' | 'FAIL';
  /** When the check took place; ISO 8601. */
  at?: string;
  reason?: string;
}

export interface FaceChecks {
  open(check: Omit<FaceCheck, 'reference' | 'status'>): FaceCheck;
  get(reference: string): FaceCheck | undefined;
  /** Ends a check and tells Beian that it is worth asking; undefined when there is no such check. */
  finish(
    reference: string,
    result: {
      status: 'PASS' | 'FAIL';
      at?: string | undefined;
      reason?: string | undefined;
      eventId?: string | undefined;
    },
  ): Promise<Delivery | undefined>;
  all(): FaceCheck[];
  reset(): void;
}

export function createFaceChecks(webhooks: Webhooks): FaceChecks {
  const checks = new Map<string, FaceCheck>();
  return {
    open(request) {
      // Tencent's tokens look like UUIDs, Alibaba's are 32 letters and digits
      const token = request.vendor === 'tencent' ? randomUUID().toUpperCase() : randomUUID().replaceAll('-', '');
      const check: FaceCheck = { ...request, reference: token, status: 'PENDING' };
      checks.set(token, check);
      return check;
    },
    get: (reference) => checks.get(reference),
    async finish(reference, { status, at = new Date().toISOString(), reason, eventId }) {
      const check = checks.get(reference);
      if (check === undefined) return undefined;
      checks.set(reference, { ...check, status, at, ...(reason === undefined ? {} : { reason }) });
      return webhooks.send('liveness', { reference }, eventId);
    },
    all: () => [...checks.values()],
    reset() {
      checks.clear();
    },
  };
}
