/** A form that takes one action. It names the stay it was meant for, and itself: sent twice, it is done once. */
import { randomUUID } from 'node:crypto';
import type { ComponentChildren, JSX } from 'preact';
import type { Order } from '../../store/orders/orders.ts';
import type { Visit } from '../http/visit.ts';
import type { DEEDS } from './deeds.ts';
import { Form } from '../components/form.tsx';

interface ActionFormProps {
  visit: Visit;
  order: Pick<Order, 'id' | 'visit'>;
  action: keyof typeof DEEDS;
  id?: string;
  children: ComponentChildren;
}

export const ActionForm = ({ visit: { csrf }, order, action, id, children }: ActionFormProps): JSX.Element => (
  <Form csrf={csrf} action={`/review/orders/${order.id}/actions/${action}`} id={id}>
    <input type="hidden" name="visit" value={order.visit} />
    <input type="hidden" name="once" value={randomUUID()} />
    {children}
  </Form>
);
