/** The actions that reviewers and the mailroom take on pages, each with its data as its form sends them. */
import type { Action } from '../../domain/lifecycle/action.ts';
import { reasonOf } from '../../domain/review/reasons.ts';
import { refusal } from '../../usecases/refusal.ts';
import type { Typed } from '../http/problems.ts';
import { texts } from './texts.ts';

export const one = (value: string | readonly string[] | undefined): string =>
  (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
export const many = (value: string | readonly string[] | undefined): string[] =>
  (typeof value === 'string' ? [value] : [...(value ?? [])]).filter((text) => text !== '');
const ifGiven = (name: string, text: string): object => (text === '' ? {} : { [name]: text });

const nothing = () => ({});
const note = (typed: Typed) => ifGiven('note', one(typed['note']));
const ticked = (typed: Typed) => {
  const ticks = many(typed['ticks']);
  return { ...note(typed), ...(ticks.length === 0 ? {} : { ticks }) };
};
const items = (typed: Typed) => ({ items: itemsIn(typed) });

/** The data of each action, from the fields of its form. */
export const DEEDS = {
  claim: nothing,
  release: nothing,
  approve: ticked,
  reject: items,
  rejectOrder: items,
  requestMaterial: (typed) => {
    const slots = many(typed['slots']);
    if (slots.length === 0) throw wrong('slots', 'NO_SLOT', texts.oneSlot.zh);
    return { slots, ...note(typed) };
  },
  requestMail: nothing,
  allowPhoto: (typed) => ({ personId: one(typed['personId']) }),
  callOutcome: (typed) => ({ outcome: one(typed['outcome']), ...note(typed) }),
  annotate: note,
  consentToCancel: nothing,
  forwardToBureau: ticked,
  backdropShipped: (typed) => ({ trackingNumber: one(typed['trackingNumber']) }),
  backdropReceived: nothing,
  mailReceived: nothing,
} as const satisfies Partial<Record<Action, (typed: Typed) => object>>;
export const isDeed = (name: string): name is keyof typeof DEEDS => Object.hasOwn(DEEDS, name);

const wrong = (path: string, code: string, advice: string) =>
  refusal('INVALID', { findings: [{ path, code, advice }] });

/** One item for each field beside which a reason was chosen; its own words, or those of the reason. */
function itemsIn(typed: Typed) {
  const chosen = Object.keys(typed).flatMap((name) => {
    const code = one(typed[name]);
    return name.startsWith('code:') && code !== '' ? [{ path: name.slice('code:'.length), code }] : [];
  });
  if (chosen.length === 0) throw wrong('decide', 'NO_REASON', texts.oneReason.zh);
  return chosen.map(({ path, code }) => {
    const advice = one(typed[`advice:${path}`]).replaceAll(/\s+/g, ' ') || (reasonOf(code)?.advice.zh ?? '');
    if (advice === '') throw wrong(`code:${path}`, 'NO_WORDS', texts.otherNeedsWords.zh);
    return { path, code, advice };
  });
}

/** The id of the form that sends an order back; the fields beside which reasons are chosen belong to it. */
export const DECISION = 'decision';

/** The action by which an order is sent back in its state; undefined where it cannot be. */
export const sendsBack = (actions: readonly Action[]): 'reject' | 'rejectOrder' | undefined =>
  actions.includes('reject') ? 'reject' : actions.includes('rejectOrder') ? 'rejectOrder' : undefined;
