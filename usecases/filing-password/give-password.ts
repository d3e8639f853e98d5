/** A customer gives the filing password of the entity, where the rules ask for it (R-DEREG-5). It is judged when the order is checked. */
import { civilDate, instant } from '../../domain/time/instant.ts';
import { saveFilingPassword, wrongToday } from '../../store/proofs/filing-passwords.ts';
import type { Order } from '../../store/orders/orders.ts';
import { filingTime } from '../../store/orders/orders.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { editing, mayEdit } from '../drafting/editing.ts';
import { refusal } from '../refusal.ts';

/** MIIT lets a password be checked so often only, and nobody finds one out by trying. */
const MOST_WRONG_A_DAY = 5;

export async function giveFilingPassword(
  deps: Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now'>,
  seen: Order,
  password: string,
): Promise<void> {
  const { policies } = await deps.rules();
  const at = instant(deps.now());
  await editing(deps, seen, mayEdit, async (trx, order) => {
    const on = civilDate(filingTime(order, at));
    if (order.type === undefined || !policies.resolve('password.required', {}, on).includes(order.type))
      throw refusal('INVALID', { findings: [NOT_ASKED] });
    if ((await wrongToday(trx, order.id, at)) >= MOST_WRONG_A_DAY)
      throw refusal('TOO_MANY', {
        detail: 'Five filing passwords of this order were wrong today. Try again tomorrow.',
      });
    if (!(await saveFilingPassword(trx, deps.vault, { orderId: order.id, password }, at))) throw refusal('ERASED');
  });
}

const NOT_ASKED = {
  path: 'filingPassword',
  code: 'NOT_ASKED',
  advice: 'No filing password is asked for with this order, and none is kept.',
};
