/**
 * The one table of a filing's states (domain-spec §5.1). For each state it says who is awaited, which actions are possible,
 * who may take them, where each may lead, and which due instants change the state by themselves. Workflow, API, reviewer's
 * buttons, documents and tests all derive from it. A transition that is not in the table must be refused.
 */
import type { Action } from './action.ts';
import type { Role } from '../role.ts';
import { DRAFTING_STAGES, type Stage, type WaitingOn } from './stage.ts';

/** An action in a state: who may take it and the states it may lead to; `STAY` means that the order keeps its state. */
export interface Edge {
  readonly by: readonly Role[];
  readonly to: readonly (Stage | typeof STAY)[];
  /** The order may stay, but each time something of it is decided for good: it comes as often as the order has parts, and no oftener. */
  readonly isFinal?: true;
}
export interface StageRow {
  readonly waitingOn: WaitingOn;
  /** One sentence for people: what is awaited. */
  readonly awaits: string;
  readonly actions: Partial<Readonly<Record<Action, Edge>>>;
  /** Changes that come by themselves, named by the kind of due instant, or `onward` where the order goes on without stopping. */
  readonly timers: Readonly<Record<string, readonly (Stage | typeof STAY)[]>>;
}

export const STAY = 'STAY';

const APPLICANT = ['applicant'] as const;
const REVIEWER = ['reviewer'] as const;
const OPERATOR = ['operator'] as const;
const SYSTEM = ['system', 'operator'] as const;
const LIVENESS = ['liveness'] as const;
const MIIT = ['miit', 'bureau', 'operator'] as const;
const COURIER = ['mailroom', 'operator', 'courier'] as const;

/** Every state that is still open takes these; they stand in the history and do not change the state. */
const always = {
  annotate: { by: ['reviewer', 'operator'], to: [STAY] },
  calendarChanged: { by: SYSTEM, to: [STAY] },
  policyChanged: { by: SYSTEM, to: [STAY] },
} as const;

/** R-SM-14: while the order is not with the bureau, an operator may cancel it with a second person's consent. */
const cancellable = {
  operatorCancel: { by: OPERATOR, to: [STAY] },
  consentToCancel: { by: ['operator', 'reviewer'], to: ['ABANDONED'] },
} as const;

const abandonable = { abandon: { by: APPLICANT, to: ['ABANDONED'] } } as const;
const movable = { deadlineOverride: { by: OPERATOR, to: [STAY] } } as const;

/** R-SRV-8: in these states a lost instance sends the order back at once. */
const instanceSendsBack = {
  instanceExpired: { by: SYSTEM, to: ['PRELIM_REJECTED'] },
  codeRevoked: { by: SYSTEM, to: ['PRELIM_REJECTED'] },
} as const;

/** R-SRV-8: a lost instance sends the order back, but is only noted while a hand-over is under way and locks the order. */
const instanceSendsBackUnlessUnderWay = {
  instanceExpired: { by: SYSTEM, to: [STAY, 'PRELIM_REJECTED'] },
  codeRevoked: { by: SYSTEM, to: [STAY, 'PRELIM_REJECTED'] },
  instanceRenewed: { by: SYSTEM, to: [STAY] },
} as const;

/** R-SRV-8: in these states a lost instance is only noted. */
const instanceNoted = {
  instanceExpired: { by: SYSTEM, to: [STAY] },
  codeRevoked: { by: SYSTEM, to: [STAY] },
  instanceRenewed: { by: SYSTEM, to: [STAY] },
} as const;

const claims = {
  claim: { by: REVIEWER, to: [STAY] },
  release: { by: REVIEWER, to: [STAY] },
  reviewerAbsent: { by: SYSTEM, to: [STAY] },
} as const;

/** Into the review; a type of order that nobody reviews goes to the bureau at once (§5.2, `path` of its row). */
const SUBMITTED = ['PRELIM_REVIEW', 'READY_FOR_BUREAU'] as const;

/** An edit moves a draft to the drafting state that names the first thing still missing (R-SM-9). */
const drafting = {
  waitingOn: 'applicant',
  timers: { draft: [STAY, 'EXPIRED'] },
  actions: {
    edited: { by: ['applicant', 'system'], to: [STAY, ...DRAFTING_STAGES] },
    livenessResult: { by: LIVENESS, to: [STAY, ...DRAFTING_STAGES] },
    allowPhoto: { by: REVIEWER, to: [STAY, ...DRAFTING_STAGES] },
    instanceExpired: { by: SYSTEM, to: ['TYPE_DETERMINED'] },
    codeRevoked: { by: SYSTEM, to: ['TYPE_DETERMINED'] },
    instanceRenewed: { by: SYSTEM, to: [STAY, ...DRAFTING_STAGES] },
    ...abandonable,
    ...cancellable,
    ...movable,
    ...always,
  },
} as const;

/** A decision on some of the websites leaves the order with the bureau (R-BUR-4). */
const DECIDED = [STAY, 'BUREAU_APPROVED', 'BUREAU_REJECTED', 'RETURNED_FOR_TYPE'] as const;
/** What bureau and MIIT report while the order is with them. */
const bureauReports = {
  bureauDecision: { by: ['bureau'], to: DECIDED, isFinal: true },
  operatorRecordDecision: { by: OPERATOR, to: DECIDED, isFinal: true },
  /** Numbers that an operator enters wait for a second one. */
  recordSynced: { by: MIIT, to: [STAY, 'BUREAU_APPROVED'] },
} as const;

/** In `SMS_PENDING` a decision on one website ends the wait for the SMS as one on the whole order does (R-SMS-14). */
const DECIDED_BEFORE_SMS = ['BUREAU_REVIEW', 'BUREAU_APPROVED', 'BUREAU_REJECTED', 'RETURNED_FOR_TYPE'] as const;
const bureauReportsBeforeSms = {
  bureauDecision: { by: ['bureau'], to: DECIDED_BEFORE_SMS },
  operatorRecordDecision: { by: OPERATOR, to: DECIDED_BEFORE_SMS },
  recordSynced: { by: MIIT, to: [STAY, 'BUREAU_REVIEW', 'BUREAU_APPROVED'] },
} as const;

/** A decision that came after the order had left the bureau: an operator may apply it (R-BUR-5). */
const decidedElsewhere = {
  operatorRecordDecision: { by: OPERATOR, to: ['BUREAU_APPROVED', 'BUREAU_REJECTED', 'RETURNED_FOR_TYPE'] },
} as const;

/** A hand-over that was received may still be refused later. */
const handOverAnswered = {
  forwardFailed: { by: ['bureau', 'operator'], to: [STAY] },
} as const;

/** The customer corrects the returned order and submits it again; everything is checked anew (R-SM-18). */
const correcting = {
  waitingOn: 'applicant',
  timers: { step: ['EXPIRED'], reminder: [STAY] },
  actions: {
    submitForReview: { by: APPLICANT, to: SUBMITTED },
    livenessResult: { by: LIVENESS, to: [STAY] },
    allowPhoto: { by: REVIEWER, to: [STAY] },
    ...instanceNoted,
    ...abandonable,
    ...cancellable,
    ...movable,
    ...always,
  },
} as const;

const lifecycle = {
  DRAFT: {
    ...drafting,
    awaits: 'The applicant has the type of the order checked.',
    actions: {
      ...drafting.actions,
      instanceExpired: { by: SYSTEM, to: [STAY] },
      codeRevoked: { by: SYSTEM, to: [STAY] },
    },
  },
  TYPE_DETERMINED: {
    ...drafting,
    awaits: 'The applicant names a server of the account, or an authorization code.',
  },
  INSTANCE_VERIFIED: { ...drafting, awaits: 'The applicant fills in entity, people and websites.' },
  INFO_FILLED: { ...drafting, awaits: 'The applicant uploads the first scan.' },
  MATERIALS_PENDING: { ...drafting, awaits: 'The applicant uploads the remaining scans.' },
  AUTHENTICITY_PENDING: { ...drafting, awaits: 'Each required person passes the face check.' },
  CONFIRMATION: {
    ...drafting,
    awaits: 'The applicant confirms the information and submits the order.',
    actions: { ...drafting.actions, submitForReview: { by: APPLICANT, to: SUBMITTED } },
  },
  PRELIM_REVIEW: {
    waitingOn: 'reviewer',
    awaits: 'A reviewer of the provider approves the order or sends it back.',
    timers: { review: [STAY], claim: [STAY], material: ['EXPIRED'] },
    actions: {
      ...claims,
      approve: { by: REVIEWER, to: ['PRELIM_APPROVED'] },
      reject: { by: REVIEWER, to: ['PRELIM_REJECTED'] },
      requestMaterial: { by: REVIEWER, to: [STAY] },
      materialUploaded: { by: APPLICANT, to: [STAY] },
      requestMail: { by: REVIEWER, to: [STAY] },
      callOutcome: { by: REVIEWER, to: [STAY, 'PRELIM_REJECTED'] },
      withdraw: { by: APPLICANT, to: DRAFTING_STAGES },
      ...instanceSendsBack,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  PRELIM_APPROVED: {
    waitingOn: 'system',
    awaits: 'Nothing: the order goes on to photo, mail or hand-over at once.',
    actions: {},
    timers: { onward: ['PHOTO_PENDING', 'MAIL_PENDING', 'READY_FOR_BUREAU'] },
  },
  PRELIM_REJECTED: {
    ...correcting,
    awaits: 'The applicant corrects the listed items and submits again.',
    actions: { ...correcting.actions, ...decidedElsewhere },
  },
  PHOTO_PENDING: {
    waitingOn: 'applicant',
    awaits: 'The applicant takes the photo: at a photo point, or in front of a backdrop sent free of charge.',
    timers: { step: ['EXPIRED'], reminder: [STAY] },
    actions: {
      requestBackdrop: { by: APPLICANT, to: ['BACKDROP_SHIPPING'] },
      photoUploaded: { by: APPLICANT, to: ['PHOTO_REVIEW'] },
      livenessResult: { by: LIVENESS, to: [STAY, 'PHOTO_REVIEW'] },
      allowPhoto: { by: REVIEWER, to: [STAY] },
      ...instanceSendsBack,
      ...abandonable,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  BACKDROP_SHIPPING: {
    waitingOn: 'courier',
    awaits: 'The backdrop reaches the applicant.',
    timers: { step: ['EXPIRED'], shipping: [STAY] },
    actions: {
      backdropShipped: { by: COURIER, to: [STAY] },
      backdropReceived: { by: ['applicant', ...COURIER], to: ['PHOTO_PENDING'] },
      photoUploaded: { by: APPLICANT, to: ['PHOTO_REVIEW'] },
      requestBackdrop: { by: APPLICANT, to: [STAY] },
      ...instanceSendsBack,
      ...abandonable,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  PHOTO_REVIEW: {
    waitingOn: 'reviewer',
    awaits: 'A second reviewer checks the photo.',
    timers: { review: [STAY], claim: [STAY] },
    actions: {
      ...claims,
      approve: { by: REVIEWER, to: ['MAIL_PENDING', 'READY_FOR_BUREAU'] },
      reject: { by: REVIEWER, to: ['PHOTO_REJECTED'] },
      rejectOrder: { by: REVIEWER, to: ['PRELIM_REJECTED'] },
      ...instanceSendsBack,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  PHOTO_REJECTED: {
    waitingOn: 'applicant',
    awaits: 'The applicant takes a new photo.',
    timers: { step: ['EXPIRED'], reminder: [STAY] },
    actions: {
      photoUploaded: { by: APPLICANT, to: ['PHOTO_REVIEW'] },
      requestBackdrop: { by: APPLICANT, to: ['BACKDROP_SHIPPING'] },
      livenessResult: { by: LIVENESS, to: [STAY, 'PHOTO_REVIEW'] },
      allowPhoto: { by: REVIEWER, to: [STAY] },
      ...instanceSendsBack,
      ...abandonable,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  MAIL_PENDING: {
    waitingOn: 'applicant',
    awaits: 'The applicant posts the originals and names courier and tracking number.',
    timers: { step: ['EXPIRED'], transit: [STAY], reminder: [STAY] },
    actions: {
      mailRegistered: { by: APPLICANT, to: [STAY] },
      mailReceived: { by: COURIER, to: ['MAIL_REVIEW'] },
      ...instanceSendsBack,
      ...abandonable,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  MAIL_REVIEW: {
    waitingOn: 'reviewer',
    awaits: 'A reviewer checks the originals.',
    timers: { review: [STAY], claim: [STAY] },
    actions: {
      ...claims,
      approve: { by: REVIEWER, to: ['READY_FOR_BUREAU'] },
      reject: { by: REVIEWER, to: ['MAIL_PENDING'] },
      rejectOrder: { by: REVIEWER, to: ['PRELIM_REJECTED'] },
      ...instanceSendsBack,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  READY_FOR_BUREAU: {
    waitingOn: 'reviewer',
    awaits: 'A second reviewer checks the order and hands it over to the bureau.',
    timers: { forward: [STAY], claim: [STAY] },
    actions: {
      ...claims,
      forwardToBureau: { by: REVIEWER, to: [STAY] },
      forwardAccepted: { by: ['bureau', 'operator'], to: ['SMS_PENDING', 'BUREAU_REVIEW'] },
      ...handOverAnswered,
      rejectOrder: { by: REVIEWER, to: ['PRELIM_REJECTED'] },
      ...instanceSendsBackUnlessUnderWay,
      ...abandonable,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  SMS_PENDING: {
    waitingOn: 'miit',
    awaits: "Each required person enters MIIT's code within 24 hours.",
    timers: { sms: ['SMS_RETURNED'], smsReminder: [STAY] },
    actions: {
      smsStarted: { by: MIIT, to: [STAY] },
      smsVerified: { by: MIIT, to: [STAY, 'BUREAU_REVIEW'] },
      smsFailed: { by: MIIT, to: [STAY, 'SMS_RETURNED'] },
      smsReturned: { by: MIIT, to: ['SMS_RETURNED'] },
      smsResendRequested: { by: ['applicant', 'operator'], to: [STAY] },
      changeRequested: { by: APPLICANT, to: [STAY] },
      ...bureauReportsBeforeSms,
      ...instanceNoted,
      ...always,
    },
  },
  SMS_RETURNED: {
    waitingOn: 'applicant',
    awaits: 'The applicant submits the order again. Only some provinces leave this to the applicant.',
    timers: { onward: ['RESUBMIT_WAIT', 'PRELIM_REJECTED'], step: ['EXPIRED'], acceptance: [STAY] },
    actions: {
      resubmit: { by: APPLICANT, to: [STAY] },
      forwardAccepted: { by: ['bureau', 'operator'], to: ['SMS_PENDING'] },
      ...handOverAnswered,
      ...decidedElsewhere,
      changeRequested: { by: APPLICANT, to: ['PRELIM_REJECTED'] },
      ...instanceSendsBackUnlessUnderWay,
      ...abandonable,
      ...cancellable,
      ...movable,
      ...always,
    },
  },
  RESUBMIT_WAIT: {
    waitingOn: 'system',
    awaits: 'The provider phones the applicant. After 24 hours the order is handed over again.',
    timers: { resubmit: [STAY, 'PRELIM_REJECTED'], acceptance: [STAY] },
    actions: {
      callOutcome: { by: REVIEWER, to: [STAY, 'PRELIM_REJECTED'] },
      changeRequested: { by: APPLICANT, to: ['PRELIM_REJECTED'] },
      forwardAccepted: { by: ['bureau', 'operator'], to: ['SMS_PENDING'] },
      ...handOverAnswered,
      ...decidedElsewhere,
      ...instanceSendsBackUnlessUnderWay,
      ...abandonable,
      ...cancellable,
      ...always,
    },
  },
  BUREAU_REVIEW: {
    waitingOn: 'bureau',
    awaits: 'The bureau decides.',
    timers: { bureau: [STAY] },
    actions: { ...bureauReports, ...instanceNoted, ...always },
  },
  BUREAU_REJECTED: {
    ...correcting,
    awaits: "The applicant corrects the bureau's items and submits again.",
    actions: {
      ...correcting.actions,
      operatorRecordDecision: { by: OPERATOR, to: ['BUREAU_APPROVED', 'RETURNED_FOR_TYPE'] },
    },
  },
  BUREAU_APPROVED: {
    waitingOn: 'miit',
    awaits: "MIIT's record becomes visible here.",
    timers: { sync: [STAY] },
    actions: {
      recordSynced: { by: MIIT, to: [STAY, 'BUREAU_REJECTED', 'COMPLETED'] },
      ...instanceNoted,
      ...always,
    },
  },
  COMPLETED: { waitingOn: 'nobody', awaits: 'Nothing: the filing number is issued.', timers: {}, actions: {} },
  ABANDONED: { waitingOn: 'nobody', awaits: 'Nothing: the order has ended without a filing.', timers: {}, actions: {} },
  EXPIRED: {
    waitingOn: 'applicant',
    awaits: 'The applicant may reactivate the order. After 365 days its data is erased.',
    timers: { kept: ['ABANDONED'] },
    actions: {
      reactivate: { by: APPLICANT, to: ['PRELIM_REVIEW', ...DRAFTING_STAGES] },
      ...instanceNoted,
      ...abandonable,
      ...cancellable,
      ...always,
    },
  },
  RETURNED_FOR_TYPE: {
    waitingOn: 'system',
    awaits: 'Nothing: the order ends, and an order of the right type is offered.',
    actions: {},
    timers: { onward: ['ABANDONED'] },
  },
} as const satisfies Record<Stage, StageRow>;

export type Lifecycle = typeof lifecycle;
/** The actions a state knows. */
export type ActionOf<S extends Stage> = keyof Lifecycle[S]['actions'] & Action;
type Targets<Edges> = {
  [A in keyof Edges]: Edges[A] extends { readonly to: readonly (infer T)[] } ? T : never;
}[keyof Edges];
type TimerTargets<Timers> = { [T in keyof Timers]: Timers[T] extends readonly (infer To)[] ? To : never }[keyof Timers];
type Direct<S extends Stage> = Exclude<
  Targets<Lifecycle[S]['actions']> | TimerTargets<Lifecycle[S]['timers']>,
  typeof STAY
>;
/** The states that an order may pass without stopping, and where each leads. */
interface PassedThrough {
  PRELIM_APPROVED: Direct<'PRELIM_APPROVED'>;
  SMS_RETURNED: Direct<'SMS_RETURNED'>;
  RETURNED_FOR_TYPE: Direct<'RETURNED_FOR_TYPE'>;
  BUREAU_APPROVED: Direct<'BUREAU_APPROVED'>;
}
/** The states that an action or timer of a state may lead to, also through a state that is only passed. */
export type NextStage<S extends Stage> =
  Direct<S> | { [P in keyof PassedThrough]: P extends Direct<S> ? PassedThrough[P] : never }[keyof PassedThrough];

/** The table without its literal types, for code that loops over it. */
export const lifecycleTable: Readonly<Record<Stage, StageRow>> = lifecycle;

/** The edge for an action in a state, or undefined when the action is not possible there. */
export function edge(stage: Stage, action: Action): Edge | undefined {
  return lifecycleTable[stage].actions[action];
}

/** The actions that a role may take in a state; an order page offers them as buttons. */
export function allowedActions(stage: Stage, role: Role): Action[] {
  return Object.entries(lifecycleTable[stage].actions)
    .filter(([, { by }]) => by.includes(role))
    .map(([action]) => action as Action);
}

/** States in which the order is with the bureau or MIIT: it is locked and cannot be cancelled (R-SM-4). */
export const LOCKED_STAGES: readonly Stage[] = ['SMS_PENDING', 'BUREAU_REVIEW', 'BUREAU_APPROVED'];
