/** Websites that are filed at another provider, and orders that transfer them. */
import type { OrderForm } from '../../../domain/order/form.ts';
import type { Desk } from './desk.ts';
import type { OpenOptions } from './open-filing.ts';
import type { TestFiling } from './test-filing.ts';

/** MIIT's record says that the entity and its websites are filed elsewhere. */
export function filedElsewhere({ parties }: Pick<Desk, 'parties'>, { entity, websites }: OrderForm): void {
  const { lookUps } = parties.bureau;
  lookUps.set(entity.certificateNumber ?? '', { entityFiled: true });
  for (const { domain = '' } of Object.values(websites)) {
    lookUps.set(domain, { domainFiled: true, domainOfEntity: true });
  }
}

/** A transfer in `CONFIRMATION`. */
export function openTransfer(desk: Desk, options: OpenOptions): Promise<TestFiling> {
  filedElsewhere(desk, options.form);
  return desk.open({ type: 'TRANSFER_NEW', ...options });
}
