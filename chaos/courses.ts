/** The ways that filings take here, each to its end. */
import type { Filing } from './filing.ts';

export interface Course {
  name: string;
  /** How many of a hundred filings take it. */
  share: number;
  ends: 'COMPLETED' | 'ABANDONED';
  /** About how many steps it has, by which the progress of a run is measured. */
  steps: number;
  take: (filing: Filing) => Promise<void>;
}

const ITEM = { path: 'websites.W1.name', code: 'NAME_NOT_ALLOWED', advice: '网站名称不符合要求 Choose another name.' };
const OTHER_NAME = { websites: { W1: { name: '李雷的旅行笔记' } } };

async function toReview(filing: Filing): Promise<void> {
  await filing.open();
  await filing.fillIn();
  await filing.act('applicant', 'submitForReview', { confirmed: true });
}

async function toTheBureau(filing: Filing): Promise<void> {
  await filing.act('reviewer-1', 'approve');
  await filing.until('READY_FOR_BUREAU');
  await filing.act('reviewer-2', 'forwardToBureau');
  await filing.until('SMS_PENDING');
}

async function verified(filing: Filing): Promise<void> {
  await filing.event('sms-started', { sentAt: await filing.now() }, 'SMS_PENDING');
  await filing.event('verify', { personId: 'P1' }, 'BUREAU_REVIEW');
}

async function approved(filing: Filing): Promise<void> {
  await filing.event('decision', { decision: 'APPROVED' }, 'BUREAU_APPROVED');
  await filing.event('sync', {}, 'COMPLETED');
}

async function submittedAgain(filing: Filing): Promise<void> {
  await filing.edit(OTHER_NAME);
  await filing.act('applicant', 'submitForReview', { confirmed: true });
  await toTheBureau(filing);
  await verified(filing);
  await approved(filing);
}

export const COURSES: readonly Course[] = [
  {
    name: 'approved',
    share: 20,
    ends: 'COMPLETED',
    steps: 17,
    async take(filing) {
      await toReview(filing);
      await toTheBureau(filing);
      await verified(filing);
      await approved(filing);
    },
  },
  {
    name: 'corrected after the review',
    share: 10,
    ends: 'COMPLETED',
    steps: 21,
    async take(filing) {
      await toReview(filing);
      await filing.act('reviewer-1', 'reject', { items: [ITEM] });
      await filing.until('PRELIM_REJECTED');
      await submittedAgain(filing);
    },
  },
  {
    name: 'rejected by the bureau, corrected',
    share: 10,
    ends: 'COMPLETED',
    steps: 26,
    async take(filing) {
      await toReview(filing);
      await toTheBureau(filing);
      await verified(filing);
      await filing.event('decision', { decision: 'REJECTED', items: [ITEM] }, 'BUREAU_REJECTED');
      await submittedAgain(filing);
    },
  },
  {
    name: 'withdrawn and given up',
    share: 15,
    ends: 'ABANDONED',
    steps: 12,
    async take(filing) {
      await toReview(filing);
      await filing.act('applicant', 'withdraw');
      await filing.until('CONFIRMATION');
      await filing.act('applicant', 'abandon');
    },
  },
  {
    name: 'given up as a draft',
    share: 30,
    ends: 'ABANDONED',
    steps: 2,
    async take(filing) {
      await filing.open();
      await filing.act('applicant', 'abandon');
    },
  },
  {
    name: 'ended by two of the staff',
    share: 15,
    ends: 'ABANDONED',
    steps: 11,
    async take(filing) {
      await toReview(filing);
      await filing.act('operator-1', 'operatorCancel', { reason: '客户要求 the customer asked for it' });
      await filing.act('operator-2', 'consentToCancel');
    },
  },
];

/** As many courses as filings, in the shares above. */
export function coursesFor(filings: number): Course[] {
  const total = COURSES.reduce((sum, { share }) => sum + share, 0);
  let taken = 0;
  const bounds = COURSES.map((course) => ({ course, below: (taken += course.share) / total }));
  return Array.from({ length: filings }, (_, index) => {
    // Neighbours differ, so that a short run has every course.
    const place = ((index * 7) % filings) / filings;
    const chosen = bounds.find(({ below }) => place < below) ?? bounds[0];
    if (chosen === undefined) throw new RangeError('there are no courses');
    return chosen.course;
  });
}
