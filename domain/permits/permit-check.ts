/**
 * Does a website need the Internet Culture Business Permit (网络文化经营许可证, ICBP), who may have it, and when is it due? A pure function
 * (R-PRE-3 … R-PRE-5, R-PRE-13, R-PRE-14; A-126). The permit is the culture authority's affair; here it is explained, not applied for.
 */
import { z } from 'zod';
import { say, type Bilingual } from '../messages/texts/wording.ts';
import { provinceSchema } from '../order/form.ts';
import { isoDate } from '../time/iso-date.ts';
import { permitRoutes, type PermitRoute } from './permit-routes.ts';

export const CULTURES = ['NONE', 'GAMES', 'OTHER'] as const;
export const INCOMES = ['NONE', 'FEES', 'ADVERTISING', 'SPONSORSHIP', 'E_COMMERCE'] as const;

export const permitQuestionSchema = z
  .strictObject({
    /** What the website offers; `OTHER`: music, performances, artworks, animation, exhibitions, competitions (R-PRE-13). */
    culture: z.enum(CULTURES),
    /** What it earns by. Advertising, sponsorship and shops count as profit in free games, too (R-PRE-5). */
    income: z.enum(INCOMES),
    holder: z.enum(['ORGANISATION', 'INDIVIDUAL']).default('ORGANISATION'),
    foreignShareholder: z.boolean().default(false),
    /** In yuan. */
    registeredCapital: z.int().min(0).max(1_000_000_000_000).optional(),
    province: provinceSchema.optional(),
    /** The day on which the ministry received the preliminary opinion. */
    opinionOn: isoDate().optional(),
    /** The day on which the permit was issued. */
    issuedOn: isoDate().optional(),
  })
  .meta({ id: 'PermitQuestion' });
export type PermitQuestion = z.infer<typeof permitQuestionSchema>;

export const PERMIT_ANSWERS = ['NOT_NEEDED', 'NEEDED', 'REFUSED'] as const;

export interface PermitAnswer {
  answer: (typeof PERMIT_ANSWERS)[number];
  rule: string;
  /** Every reason that holds, for the customer to read. */
  reasons: readonly Bilingual[];
  /** The ways to the permit, each with its steps in order; none where it is not needed or cannot be had. */
  routes: readonly PermitRoute[];
}

/** Registered capital that an applicant must have, in yuan (R-PRE-5). */
const LEAST_CAPITAL = 1_000_000;
const LEAST_CAPITAL_FOR_GAMES = 10_000_000;

export function checkPermit(question: PermitQuestion): PermitAnswer {
  const { culture, income } = question;
  if (culture === 'NONE') return notNeeded('R-PRE-13', NO_CULTURE);
  if (income === 'NONE') return notNeeded('R-PRE-5', NO_PROFIT);
  const refused = refusals(question);
  if (refused.length > 0) return { answer: 'REFUSED', rule: 'R-PRE-5', reasons: refused, routes: [] };
  return {
    answer: 'NEEDED',
    rule: culture === 'GAMES' ? 'R-PRE-3' : 'R-PRE-13',
    reasons: [income === 'FEES' ? CHARGES : EARNS],
    routes: permitRoutes(question),
  };
}

const notNeeded = (rule: string, reason: Bilingual): PermitAnswer => ({
  answer: 'NOT_NEEDED',
  rule,
  reasons: [reason],
  routes: [],
});

const NO_CULTURE = say(
  '网站不涉及互联网文化活动，不需要该许可证。',
  'The website offers no internet culture: no permit is needed.',
);
const NO_PROFIT = say(
  '非经营性的文化内容（例如产品介绍）不需要该许可证；一旦收费或以广告、赞助、电商获利即需要。',
  'Culture that earns nothing, such as a description of products, needs no permit. It is needed as soon as users pay, or advertising, sponsorship or a shop earns.',
);
const CHARGES = say(
  '向用户收费的互联网文化活动属于经营性活动，须取得该许可证。',
  'Culture that users pay for is operated for profit: the permit is needed.',
);
const EARNS = say(
  '即使内容免费，以广告、赞助或电商获利也属于经营性活动，须取得该许可证。',
  'What advertising, sponsorship or a shop earns is profit even where the contents are free: the permit is needed.',
);

function refusals({ holder, foreignShareholder, registeredCapital, culture }: PermitQuestion): Bilingual[] {
  if (holder === 'INDIVIDUAL') {
    return [
      say(
        '个人不能申请。请先注册单位，再以单位名义申请并变更备案。',
        'An individual cannot have it. Register an organisation first, then apply and change the filing.',
      ),
    ];
  }
  const least = culture === 'GAMES' ? LEAST_CAPITAL_FOR_GAMES : LEAST_CAPITAL;
  return [
    ...(foreignShareholder
      ? [
          say(
            '股东须全部来自中国内地，有外资股东的单位不能申请。',
            'All shareholders must come from the mainland: an organisation with a foreign one cannot have it.',
          ),
        ]
      : []),
    ...(registeredCapital !== undefined && registeredCapital < least
      ? [
          say(
            `注册资本不得少于${least / 10_000}万元。请先增资，再申请。`,
            `The registered capital must be at least RMB ${least / 1_000_000} million. Raise it before you apply.`,
          ),
        ]
      : []),
  ];
}
