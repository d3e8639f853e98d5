/**
 * What a reviewer ticks before an order is approved (R-PRE-2, R-PRE-7, R-PRE-9, R-PRE-15; ). Which of the items hold
 * for an order is policy (`review.item`): type, kind, province, date, and the sectors and contents of each website.
 */
import { hintedSectors } from '../check-order/sector-hints.ts';
import { say, type Bilingual } from '../messages/texts/wording.ts';
import { choiceName } from '../order/choice-names.ts';
import type { OrderForm, Sector, Website } from '../order/form.ts';
import { peopleSlots } from '../materials/people-slots.ts';
import { sectorDetail } from '../materials/slots-of-order.ts';
import { orderScope } from '../order/order-scope.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Policies, PolicyScope } from '../policy/policy.ts';
import { present } from '../present.ts';
import type { CivilDate } from '../time/instant.ts';
import { ITEM_TEXTS, ORDER_ITEMS, WEBSITE_ITEMS, type ReviewItemName } from './item-texts.ts';
import type { AskedTick } from './ticks.ts';

export interface ReviewQuestion {
  form: OrderForm;
  type: OrderType;
  policies: Policies;
  on: CivilDate;
}

export interface ReviewItem {
  /** `commitment-letter`, `undertaking-title:W1`, `permit-seen-news:W1`. */
  item: string;
  websiteId?: string;
  text: Bilingual;
  /** The note of the approval says what was seen. */
  needsNote: boolean;
}

/** Every item that holds for an order on a day, in the order of the form. */
export function reviewItems(question: ReviewQuestion): ReviewItem[] {
  const scope = orderScope(question.form, question.type);
  return [
    ...ORDER_ITEMS.filter((name) => isTicked(question, name, scope) && concerns(question, name)).map((name) =>
      itemOf(name, textOf(question, name, scope)),
    ),
    ...Object.entries(question.form.websites).flatMap(([id, website]) => ofWebsite(question, scope, id, website)),
  ];
}

function ofWebsite(question: ReviewQuestion, scope: PolicyScope, id: string, website: Website): ReviewItem[] {
  const sectors = (website.preApprovals ?? []).map(({ sector }) => sector);
  const facets: PolicyScope[] = [
    ...sectors.map((contentSector) => ({ ...scope, contentSector })),
    ...(website.contentCategories ?? []).map((contentCategory) => ({ ...scope, contentCategory })),
  ];
  const { policies, on } = question;
  const needsPermit = (contentSector: Sector): boolean =>
    policies.resolve('preapproval.sectors', { ...scope, contentSector }, on) !== 'NOT_NEEDED';
  return [
    ...sectors
      .filter(needsPermit)
      .filter((contentSector) => isTicked(question, 'permit-seen', { ...scope, contentSector }))
      .map((sector) => itemOf('permit-seen', withSector(ITEM_TEXTS['permit-seen'], sector), { id, sector })),
    ...(['no-sector', 'authority-asked'] as const).flatMap((name) =>
      hintedSectors({ policies, scope, on }, website)
        .filter(({ sector }) => isTicked(question, name, { ...scope, contentSector: sector }))
        .map(({ sector }) => itemOf(name, withSector(ITEM_TEXTS[name], sector), { id, sector })),
    ),
    ...WEBSITE_ITEMS.filter((name) => facets.some((facet) => isTicked(question, name, facet))).map((name) =>
      itemOf(name, textOf(question, name, scope), { id }),
    ),
  ];
}

/** A proof is looked at where the order needs it. */
const concerns = (question: ReviewQuestion, name: ReviewItemName): boolean =>
  name !== 'residence-proof' ||
  peopleSlots({ ...question, photoAllowedFor: [] }).some((slot) => slot.name === 'residence-proof');

const isTicked = ({ policies, on }: ReviewQuestion, item: ReviewItemName, scope: PolicyScope): boolean =>
  policies.resolve('review.item', { ...scope, item }, on) === 'TICKED';

function itemOf(name: ReviewItemName, text: Bilingual, of: { id?: string; sector?: Sector } = {}): ReviewItem {
  const detail = of.sector === undefined ? '' : `-${sectorDetail(of.sector)}`;
  const owner = of.id === undefined ? '' : `:${of.id}`;
  return {
    item: `${name}${detail}${owner}`,
    ...present({ websiteId: of.id }),
    text,
    needsNote: name === 'qualification-seen',
  };
}

const withSector = ({ zh, en }: Bilingual, sector: Sector): Bilingual => {
  const name = choiceName(sector);
  return say(`${zh}：${name.zh}`, `${en}: ${name.en}`);
};

/** The regulator depends on the business (R-PRE-15), so the reviewer reads who it is for each. */
function textOf({ policies, on }: ReviewQuestion, name: ReviewItemName, scope: PolicyScope): Bilingual {
  const text = ITEM_TEXTS[name];
  if (name === 'residence-proof') {
    const { zh, en } = policies.resolve('entity.residenceProofs', scope, on);
    return say(`${text.zh}：${zh}`, `${text.en}: ${en}`);
  }
  if (name !== 'qualification-seen') return text;
  const regulators = policies.resolve('finance.regulators', scope, on);
  const list = (language: keyof Bilingual, mark: string): string =>
    regulators.map(({ business, regulator }) => `${business[language]}${mark}${regulator[language]}`).join('; ');
  return say(`${text.zh}（${list('zh', '：')}）`, `${text.en} (${list('en', ': ')})`);
}

/** The same as an approval is asked for them. */
export const askedTicks = (question: ReviewQuestion): AskedTick[] =>
  reviewItems(question).map(({ item, needsNote, text }) => ({ item, needsNote, advice: text.en.slice(0, 500) }));
