/** The name of a field, a scan or a server on pages, with whose it is: “李雷 · 手机号码”. */
import { slotName } from '../../../domain/materials/slot-texts.ts';
import { fieldName } from '../../../domain/messages/texts/wording.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import type { Say, Text } from '../../texts/texts.ts';
import { fieldText } from '../form/field-text.ts';
import { peopleIn, websitesIn } from './applicant-order.ts';
import { texts } from './texts.ts';

/** @param form without it, as of an erased order, people and websites are named by their place */
export function fieldLabel(path: string, form: OrderForm | undefined, say: Say): string {
  const [root = '', ...rest] = path.split('.');
  if (root === 'documents') return slotLabel(rest.join('.'), form, say);
  const [id = '', name = ''] = rest;
  const isOwned = root === 'people' || root === 'websites';
  const text = isOwned ? (textOf(`${root}.${id}`, name) ?? BESIDE_FIELDS[name]) : textOf(root, id);
  if (text === undefined) return say(fieldName(path));
  return isOwned ? `${ownerOf(id, form, say)} · ${say(text)}` : say(text);
}

/** What hangs on a person or website and is no field of theirs. */
const BESIDE_FIELDS: Readonly<Record<string, Text>> = { instance: texts.taskServers, liveness: texts.taskFaceChecks };

const textOf = (part: string, name: string): Text | undefined =>
  part === 'entity' || part.includes('.') ? fieldText(part, name)?.label : undefined;

function slotLabel(slot: string, form: OrderForm | undefined, say: Say): string {
  const [, id] = slot.split(':');
  const name = say(slotName(slot));
  return id === undefined ? name : `${ownerOf(id, form, say)} · ${name}`;
}

function ownerOf(id: string, form: OrderForm | undefined, say: Say): string {
  if (form === undefined) return id;
  return [...peopleIn(form, say), ...websitesIn(form, say)].find(({ value }) => value === id)?.text ?? id;
}
