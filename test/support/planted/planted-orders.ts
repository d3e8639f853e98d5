/** Orders with planted data on every way to an end, as examples that the demo's player plays. */
import { exampleOf, type Example, type ExampleStep } from '../../../stack/demo/example.ts';
import { domainOf, plantedForm, plantedIn, type Plot } from './planted-form.ts';
import type { Planted } from './search.ts';

/**
 * The ends of domain-spec §5.1 and §16.4, and the ways back from reviewers, MIIT and the bureau on which an order may be given up.
 * `DEAD`: its process was terminated in Temporal, and two operators ended it. `PHOTOGRAPHED`: given up before the photo that its
 * province wants.
 */
export const ENDS = [
  'COMPLETED',
  'ABANDONED',
  'EXPIRED',
  'CANCELLED',
  'REJECTED',
  'PHOTOGRAPHED',
  'UNVERIFIED',
  'REFUSED_BY_BUREAU',
  'RETURNED_FOR_TYPE',
  'DEAD',
] as const;
export type End = (typeof ENDS)[number];

/** A text in the field of an action, and under which name it is searched for. */
export const words = ({ serial }: Plot, field: string): string => `种下的话 zhongzhi-${serial}-${slug(field)}-words`;
const slug = (field: string): string => field.replaceAll(/[^A-Za-z]+/g, '-');

type Does = Omit<ExampleStep, 'at' | 'with'> & { with?: Record<string, unknown>; at?: string };

/** One order on its way to an end. */
export function plantedExample(given: Plot, end: End): { example: Example; planted: Planted[] } {
  const plot: Plot = end === 'PHOTOGRAPHED' ? { ...given, place: 'LN' } : given;
  const byPost = plot.owner === 'ENTERPRISE' && end === 'COMPLETED';
  const form = plantedForm(plot, { withApproval: byPost });
  const { serial, owner } = plot;
  const account = { mobile: `1357643${String(serial).padStart(4, '0')}`, email: `konto-zhongzhi${serial}@example.cn` };
  const texts: Planted[] = [];
  const typed = (field: string): string => {
    const text = words(plot, field);
    texts.push({ field, text }, { field, text: text.replace('种下的话 ', '') });
    return text;
  };
  const steps = WAYS[end]({
    typed,
    byPost,
    ticks: owner === 'ENTERPRISE' && plot.place === undefined ? ticksIn(byPost) : [],
  });
  const example = exampleOf(`planted-${serial}`, {
    title: `Planted data on the way to ${end}`,
    opens: '2026-03-02 09:30',
    account: { kind: owner, ...account },
    world: {
      domains: [
        {
          domain: domainOf(plot),
          registrant: { name: form.entity.name, certificateNumber: form.entity.certificateNumber },
          registrantKind: owner === 'INDIVIDUAL' ? 'PERSON' : 'ORGANISATION',
          mainlandRegistrar: true,
          registeredHere: true,
          realNameVerifiedOn: '2025-01-05',
          expiresOn: '2032-01-05',
        },
      ],
      instances: [
        {
          instanceId: INSTANCE(serial),
          product: 'VM',
          mainland: true,
          prepaid: true,
          termMonths: 36,
          expiresOn: '2031-12-31',
          publicIp: '203.0.113.10',
        },
      ],
      policies: end === 'PHOTOGRAPHED' ? PHOTO_AFTER_REVIEW : [],
    },
    form,
    steps: steps.map((step, index) => ({
      at: `2026-03-02 ${String(10 + Math.floor(index / 30)).padStart(2, '0')}:${String((index * 2) % 60).padStart(2, '0')}`,
      with: {},
      ...step,
      ...(step.do === 'verifyInstance' ? { with: { websiteId: 'W1', instanceId: INSTANCE(serial) } } : {}),
      ...(step.do === 'checkType' ? { with: form } : {}),
    })),
    ends: { state: steps.findLast(({ state }) => state !== undefined)?.state ?? 'DRAFT' },
  });
  const ofAccount = [
    { field: 'account.mobile', text: account.mobile.slice(3) },
    { field: 'account.email', text: account.email.split('@')[0] ?? '' },
  ];
  return { example, planted: [...plantedIn(plot), ...ofAccount, ...texts] };
}

/** In the province of these orders, and of no others. */
const PHOTO_AFTER_REVIEW = [
  ['authenticity.phase', 'AFTER_PRELIM'],
  ['authenticity.method', 'BACKDROP'],
].map(([key, value]) => ({ key, value, scope: { province: 'LN' }, validFrom: '2026-01-01', source: 'a test' }));

const INSTANCE = (serial: number): string => `i-plot-${serial}`;

interface Writing {
  typed: (field: string) => string;
  byPost: boolean;
  /** What the reviewer ticks. */
  ticks: readonly string[];
}

/** Organisations in Guangdong bring a letter, those of finance their papers (R-PRE-7, R-PRE-10, R-PRE-15). */
const ticksIn = (withApproval: boolean): string[] => [
  'commitment-letter',
  ...(withApproval
    ? [
        'permit-seen-finance:W1',
        'undertaking-title:W1',
        'undertaking-commitment:W1',
        'undertaking-seal:W1',
        'undertaking-signature:W1',
        'business-description:W1',
        'site-description:W1',
        'licence-copy:W1',
        'qualification-seen:W1',
      ]
    : []),
];

const items = ({ typed }: Writing, field: string) => [
  { path: 'entity.name', code: 'NAME_MISMATCH', advice: typed(field) },
];
const abandon = ({ typed }: Writing): Does => ({
  who: 'U',
  do: 'abandon',
  with: { reason: typed('abandon.reason') },
  state: 'ABANDONED',
});

/** What happens on the way to each end. */
const WAYS: Readonly<Record<End, (writing: Writing) => Does[]>> = {
  ABANDONED: (writing) => [...DRAFTED, abandon(writing)],
  EXPIRED: (writing) => [
    ...DRAFTED,
    {
      who: 'O1',
      do: 'deadlineOverride',
      with: { due: 'draft', until: '2026-04-20T10:00:00+08:00', reason: writing.typed('deadlineOverride.reason') },
    },
    { at: '2026-05-06 10:00', who: 'S', do: 'wait', state: 'EXPIRED' },
    { at: '2027-06-01 10:00', who: 'S', do: 'wait', state: 'ABANDONED' },
  ],
  CANCELLED: (writing) => [
    ...submitted(writing),
    { who: 'O1', do: 'operatorCancel', with: { reason: writing.typed('operatorCancel.reason') } },
    { who: 'O2', do: 'consentToCancel', state: 'ABANDONED' },
  ],
  REJECTED: (writing) => [
    ...submitted(writing),
    {
      who: 'R1',
      do: 'requestMaterial',
      with: { slots: ['entity-certificate'], note: writing.typed('requestMaterial.note') },
    },
    { who: 'R1', do: 'reject', with: { items: items(writing, 'reject.items') }, state: 'PRELIM_REJECTED' },
    { who: 'U', do: 'submitForReview', with: { confirmed: true }, state: 'PRELIM_REVIEW' },
    { who: 'R1', do: 'approve', with: { ticks: writing.ticks }, state: 'READY_FOR_BUREAU' },
    { who: 'R2', do: 'rejectOrder', with: { items: items(writing, 'rejectOrder.items') }, state: 'PRELIM_REJECTED' },
    abandon(writing),
  ],
  PHOTOGRAPHED: (writing) => [
    { who: 'U', do: 'checkType' },
    { who: 'U', do: 'verifyInstance', state: 'INFO_FILLED' },
    { who: 'U', do: 'uploadRest', state: 'CONFIRMATION' },
    { who: 'U', do: 'submitForReview', with: { confirmed: true }, state: 'PRELIM_REVIEW' },
    { who: 'R1', do: 'approve', with: { note: writing.typed('approve.note') }, state: 'PHOTO_PENDING' },
    {
      who: 'U',
      do: 'requestBackdrop',
      with: { address: writing.typed('requestBackdrop.address') },
      state: 'BACKDROP_SHIPPING',
    },
    { who: 'D', do: 'backdropShipped', with: { trackingNumber: 'SF1234567890' } },
    abandon(writing),
  ],
  UNVERIFIED: (writing) => [
    ...handedOver(writing),
    { who: 'M', do: 'smsReturned', with: { reason: writing.typed('smsReturned.reason') }, state: 'RESUBMIT_WAIT' },
    abandon(writing),
  ],
  REFUSED_BY_BUREAU: (writing) => [
    ...verified(writing),
    {
      who: 'B',
      do: 'bureauDecision',
      with: { decision: 'REJECTED', items: items(writing, 'bureauDecision.items') },
      state: 'BUREAU_REJECTED',
    },
    abandon(writing),
  ],
  RETURNED_FOR_TYPE: (writing) => [
    ...verified(writing),
    {
      who: 'B',
      do: 'bureauDecision',
      with: { decision: 'WRONG_TYPE', note: writing.typed('bureauDecision.note') },
      state: 'ABANDONED',
    },
  ],
  COMPLETED: (writing) => [
    ...verified(writing),
    { who: 'B', do: 'bureauDecision', with: { decision: 'APPROVED' }, state: 'BUREAU_APPROVED' },
    { who: 'M', do: 'recordSynced', state: 'COMPLETED' },
  ],
  DEAD: (writing) => submitted(writing),
};

const DRAFTED: readonly Does[] = [
  { who: 'U', do: 'checkType' },
  { who: 'U', do: 'verifyInstance', state: 'INFO_FILLED' },
  { who: 'U', do: 'uploadRest', state: 'AUTHENTICITY_PENDING' },
];

const submitted = ({ typed }: Writing): Does[] => [
  ...DRAFTED,
  { who: 'P', do: 'livenessResult', with: { personId: 'P1', result: 'FAIL', reason: typed('livenessResult.reason') } },
  { who: 'P', do: 'livenessResult', with: { personId: 'P1', result: 'PASS' }, state: 'CONFIRMATION' },
  { who: 'U', do: 'submitForReview', with: { confirmed: true }, state: 'PRELIM_REVIEW' },
  { who: 'O1', do: 'annotate', with: { note: typed('annotate.note') } },
];

const handedOver = (writing: Writing): Does[] => {
  const { typed, byPost, ticks } = writing;
  return [
    ...submitted(writing),
    { who: 'R1', do: 'callOutcome', with: { outcome: 'REACHED_NO_CHANGE', note: typed('callOutcome.note') } },
    {
      who: 'R1',
      do: 'approve',
      with: { note: typed('approve.note'), ticks },
      state: byPost ? 'MAIL_PENDING' : 'READY_FOR_BUREAU',
    },
    ...(byPost ? posted(writing) : []),
    {
      who: 'O1',
      do: 'forwardFailed',
      with: { handOver: 1, reason: typed('forwardFailed.reason') },
      refused: 'STALE_HAND_OVER',
    },
    { who: 'R1', do: 'annotate', with: { note: typed("the reviewer's annotate.note") } },
    { who: 'R2', do: 'forwardToBureau', with: { note: typed('forwardToBureau.note') }, state: 'SMS_PENDING' },
    { who: 'M', do: 'smsStarted' },
  ];
};

const posted = ({ typed }: Writing): Does[] => [
  {
    who: 'U',
    do: 'mailRegistered',
    with: { courier: typed('mailRegistered.courier'), trackingNumber: 'SF1234567890' },
  },
  { who: 'D', do: 'mailReceived', state: 'MAIL_REVIEW' },
  { who: 'R1', do: 'approve', state: 'READY_FOR_BUREAU' },
];

const verified = (writing: Writing): Does[] => [
  ...handedOver(writing),
  { who: 'M', do: 'smsVerified', with: { personId: 'P1' }, state: 'BUREAU_REVIEW' },
];
