/** Brings filings into any state by the shortest sequence of actions, in provinces whose policies allow it. */
import type { Action } from '../../../domain/lifecycle/action.ts';
import type { OrderForm, Province } from '../../../domain/order/form.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { isDrafting, type DraftingStage, type Stage } from '../../../domain/lifecycle/stage.ts';
import { smallEnterprise } from '../orders/applicants.ts';
import type { Desk } from './desk.ts';
import type { ActOptions, TestFiling } from './test-filing.ts';
import { ticked } from './ticked.ts';

/** A row of policy for a desk to start with. */
export const policyRow = (key: string, scope: object, value: unknown) => ({
  key,
  scope,
  validFrom: '2026-01-01',
  value,
  source: 'test',
});
const inProvince = (province: Province, key: string, value: unknown) => policyRow(key, { province }, value);

/** The policies in which journeys differ: photo after the review, originals by post, resubmission by the applicant. */
const PHOTO_PROVINCE = 'LN';
export const MAIL_PROVINCE = 'SC';
export const PHOTO_AND_MAIL_PROVINCE = 'AH';
/** The face check comes after the review, in the photo's place. */
export const FACE_CHECK_LATER_PROVINCE = 'SX';
/** The photo is among the materials of the submission. */
export const PHOTO_FIRST_PROVINCE = 'NX';
const RESUBMIT_YOURSELF_PROVINCE = 'CQ';
export const NO_SMS_PROVINCE = 'HL';
/** A reviewer may allow the photo before any face check has failed. */
export const PHOTO_AT_ONCE_PROVINCE = 'YN';
const PLAIN_PROVINCE = 'HB';

/** Rows for {@link startDesk}, so that every journey can be made on one desk. */
export const JOURNEY_POLICIES: readonly object[] = [
  inProvince(PHOTO_PROVINCE, 'authenticity.phase', 'AFTER_PRELIM'),
  inProvince(PHOTO_PROVINCE, 'authenticity.method', 'BACKDROP'),
  inProvince(MAIL_PROVINCE, 'mail.required', 'YES'),
  inProvince(PHOTO_AND_MAIL_PROVINCE, 'authenticity.phase', 'AFTER_PRELIM'),
  inProvince(PHOTO_AND_MAIL_PROVINCE, 'authenticity.method', 'BACKDROP'),
  inProvince(PHOTO_AND_MAIL_PROVINCE, 'mail.required', 'YES'),
  inProvince(FACE_CHECK_LATER_PROVINCE, 'authenticity.phase', 'AFTER_PRELIM'),
  inProvince(PHOTO_FIRST_PROVINCE, 'authenticity.method', 'BACKDROP'),
  inProvince(RESUBMIT_YOURSELF_PROVINCE, 'sms.resubmit', 'USER_IMMEDIATE'),
  inProvince(NO_SMS_PROVINCE, 'sms.scope', []),
  inProvince(PHOTO_AT_ONCE_PROVINCE, 'authenticity.maxFails', 0),
];

export interface JourneyOptions {
  at?: string;
  form?: OrderForm;
  province?: Province;
  type?: OrderType;
  /** An order that can be submitted, to go on with instead of a new one. */
  from?: TestFiling | undefined;
}

/** Default first day of a journey: a Monday, with no holiday in the next three weeks. */
const JOURNEY_BEGINS = '2026-03-09 10:00';
export const ITEM = { path: 'websites.W1.name', code: 'NAME_UNCLEAR', advice: 'Say what the website is about.' };
export const confirmed = { confirmed: true } as const;

/** A filing in a state. No filing stays in a routing state. */
export async function filingIn(desk: Desk, stage: Stage, options: JourneyOptions = {}): Promise<TestFiling> {
  const { province = PLAIN_PROVINCE, steps } = waysTo(stage);
  const filing = options.from ?? (await open(desk, province, options));
  if (isDrafting(stage) && stage !== 'CONFIRMATION') await draftAs(filing, stage);
  for (const batch of steps) await send(filing, batch);
  if (stage === 'EXPIRED') await filing.travelTo((await filing.due('step')) ?? '');
  await filing.reaches(stage);
  return filing;
}

type Sent = [action: Action, data: object, options: ActOptions];
/** Actions sent together, in this order. The next batch follows when the last action has moved the order to `to`. */
interface Batch {
  sent: (handOver: number, filing: TestFiling) => Sent[] | Promise<Sent[]>;
  to: Stage;
}
interface Journey {
  province?: Province;
  steps: Batch[];
}

const R1 = { by: 'R1', anyVisit: true } as const;
const R2 = { by: 'R2', anyVisit: true } as const;
const CUSTOMER = { anyVisit: true } as const;
const MIIT = { as: 'miit', anyVisit: true } as const;
const BUREAU = { as: 'bureau', anyVisit: true } as const;
const items = { items: [ITEM] };

const submit: Sent = ['submitForReview', confirmed, CUSTOMER];
const approve: Sent = ['approve', ticked, R1];
const plain = (to: Stage, ...sent: Sent[]): Batch => ({ sent: () => sent, to });
const handOver = (to: Stage): Batch => plain(to, submit, approve, ['forwardToBureau', {}, R2]);
const returned: Batch = { sent: (number) => [['smsReturned', { handOver: number }, MIIT]], to: 'RESUBMIT_WAIT' };
/** A photo, or a face check where the face check comes after the review. */
const photographed: Batch = {
  to: 'PHOTO_REVIEW',
  sent: async (_number, filing) => {
    if ((await filing.order()).province === FACE_CHECK_LATER_PROVINCE) {
      await filing.facePassed('P1');
      return [['livenessResult', { personId: 'P1', result: 'PASS' }, { as: 'liveness', anyVisit: true }]];
    }
    await filing.upload('backdrop-photo:P1');
    return [['photoUploaded', {}, CUSTOMER]];
  },
};

/** The batches from `CONFIRMATION`, or from another state in which the order can be submitted, to a state. */
function waysTo(stage: Stage): Journey {
  switch (stage) {
    case 'DRAFT':
    case 'TYPE_DETERMINED':
    case 'INSTANCE_VERIFIED':
    case 'INFO_FILLED':
    case 'MATERIALS_PENDING':
    case 'AUTHENTICITY_PENDING':
    case 'CONFIRMATION':
      return { steps: [] };
    case 'PRELIM_REVIEW':
      return { steps: [plain(stage, submit)] };
    case 'PRELIM_REJECTED':
      return { steps: [plain(stage, submit, ['reject', items, R1])] };
    case 'PHOTO_PENDING':
      return { province: PHOTO_PROVINCE, steps: [plain(stage, submit, approve)] };
    case 'BACKDROP_SHIPPING':
      return { province: PHOTO_PROVINCE, steps: [plain(stage, submit, approve, ['requestBackdrop', {}, CUSTOMER])] };
    case 'PHOTO_REVIEW':
      return { province: PHOTO_PROVINCE, steps: [plain('PHOTO_PENDING', submit, approve), photographed] };
    case 'PHOTO_REJECTED':
      return {
        province: PHOTO_PROVINCE,
        steps: [plain('PHOTO_PENDING', submit, approve), photographed, plain(stage, ['reject', items, R2])],
      };
    case 'MAIL_PENDING':
      return { province: MAIL_PROVINCE, steps: [plain(stage, submit, approve)] };
    case 'MAIL_REVIEW':
      return {
        province: MAIL_PROVINCE,
        steps: [plain(stage, submit, approve, ['mailReceived', {}, { by: 'M1', anyVisit: true }])],
      };
    case 'READY_FOR_BUREAU':
      return { steps: [plain(stage, submit, approve)] };
    case 'SMS_PENDING':
      return { steps: [handOver(stage)] };
    case 'SMS_RETURNED':
      return { province: RESUBMIT_YOURSELF_PROVINCE, steps: [handOver('SMS_PENDING'), { ...returned, to: stage }] };
    case 'RESUBMIT_WAIT':
      return { steps: [handOver('SMS_PENDING'), returned] };
    case 'BUREAU_REVIEW':
    case 'BUREAU_REJECTED':
    case 'BUREAU_APPROVED':
    case 'COMPLETED':
      return { steps: [handOver('SMS_PENDING'), { sent: atTheBureau(stage), to: stage }] };
    case 'ABANDONED':
      return { steps: [plain(stage, ['abandon', {}, CUSTOMER])] };
    case 'EXPIRED':
      return { steps: [plain('PRELIM_REJECTED', submit, ['reject', items, R1])] };
    case 'PRELIM_APPROVED':
    case 'RETURNED_FOR_TYPE':
      throw new Error(`no order stands in ${stage}: it is passed in no time`);
    default:
      return stage satisfies never;
  }
}

/** Everybody verifies, the bureau decides, the record becomes visible: as far as the state requires. */
const atTheBureau =
  (stage: 'BUREAU_REVIEW' | 'BUREAU_REJECTED' | 'BUREAU_APPROVED' | 'COMPLETED') =>
  async (number: number, filing: TestFiling): Promise<Sent[]> => {
    const { progress } = await filing.order();
    const decision = stage === 'BUREAU_REJECTED' ? { decision: 'REJECTED', ...items } : { decision: 'APPROVED' };
    const verified = (progress?.sms?.groups ?? []).map(([personId]): Sent => [
      'smsVerified',
      { handOver: number, personId },
      MIIT,
    ]);
    const decided: Sent = ['bureauDecision', { handOver: number, ...decision }, BUREAU];
    const synced: Sent = ['recordSynced', { handOver: number, ...(await numbersOf(filing)) }, MIIT];
    const after = {
      BUREAU_REVIEW: [],
      BUREAU_REJECTED: [decided],
      BUREAU_APPROVED: [decided],
      COMPLETED: [decided, synced],
    };
    return [...verified, ...after[stage]];
  };

async function send(filing: TestFiling, { sent, to }: Batch): Promise<void> {
  const { progress } = await filing.order();
  let last = '';
  for (const [action, data, options] of await sent(progress?.handOver ?? 0, filing)) {
    last = await filing.send(action, data, options);
  }
  const outcome = await filing.outcome(last);
  if (outcome !== 'APPLIED') throw new Error(`refused on the way to ${to}: ${(await filing.steps()).join('\n')}`);
  await filing.reaches(to);
}

async function open(desk: Desk, province: Province, options: JourneyOptions): Promise<TestFiling> {
  const { at = JOURNEY_BEGINS, form = smallEnterprise(options.province ?? province), type = 'FIRST' } = options;
  return desk.open({ form, at, type });
}

/** Uploads the site head's photo and tells the filing. */
export async function uploadPhoto(filing: TestFiling): Promise<string> {
  await filing.upload('backdrop-photo:P1');
  return filing.act('photoUploaded');
}

/** Reports that MIIT's record is visible. */
export const sync = async (filing: TestFiling): Promise<string> =>
  filing.party('recordSynced', await numbersOf(filing), 'miit');

/** Numbers in MIIT's form, different at every call. */
async function numbersOf(filing: TestFiling) {
  const { form } = await filing.order();
  issued += 1;
  const entityNumber = `鄂ICP备2026${String(issued).padStart(6, '0')}号`;
  const domains = Object.values(form?.websites ?? {}).map(({ domain = '' }) => domain);
  const websites = domains.map((domain, index) => ({ domain, number: `${entityNumber}-${index + 1}` }));
  return { entityNumber, websites };
}
let issued = 0;

/** Stores a draft whose first missing part is that of the state, without telling the filing. */
export async function arrange(filing: TestFiling, stage: DraftingStage): Promise<void> {
  const slots = ['entity-certificate', 'entity-head-id:P1', 'checklist-form'];
  const present = await filing.slots();
  const keep = stage === 'INFO_FILLED' ? [] : stage === 'MATERIALS_PENDING' ? slots.slice(0, 1) : slots;
  for (const slot of present) if (!keep.includes(slot)) await filing.takeOut(slot);
  for (const slot of keep) if (!present.includes(slot)) await filing.upload(slot);
  await (stage === 'TYPE_DETERMINED' ? filing.giveBackServers() : filing.nameServer('W1'));
  await filing.save(({ entity, people, websites }) => ({
    entity,
    people: {
      ...people,
      P1: {
        ...people['P1'],
        name: stage === 'AUTHENTICITY_PENDING' ? '另一个人' : '测试人员1',
        email: stage === 'INSTANCE_VERIFIED' ? undefined : 'head@example.cn',
      },
    },
    websites,
  }));
  await filing.setType(stage === 'DRAFT' ? undefined : 'FIRST');
}

/** Arranges the draft for a state and tells the filing that the applicant has edited it. */
async function draftAs(filing: TestFiling, stage: DraftingStage): Promise<string> {
  await arrange(filing, stage);
  return filing.act('edited');
}
