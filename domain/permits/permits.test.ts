import { describe, expect, test } from '@jest/globals';
import { createCalendar } from '../time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../time/calendar-years.ts';
import { checkPermit, permitQuestionSchema } from './permit-check.ts';
import { permitDates } from './permit-dates.ts';

const ask = (question: object) =>
  checkPermit(permitQuestionSchema.parse({ culture: 'GAMES', income: 'FEES', ...question }));
const saidOf = (question: object) =>
  ask(question)
    .reasons.map(({ en }) => en)
    .join(' ');

describe('A-126 the culture permit', () => {
  test('is not needed for what earns nothing, nor for what is no culture', () => {
    expect(ask({ income: 'NONE' }).answer).toBe('NOT_NEEDED');
    expect(ask({ culture: 'NONE' }).answer).toBe('NOT_NEEDED');
  });

  test.each(['ADVERTISING', 'SPONSORSHIP', 'E_COMMERCE'])('is needed for a free game that earns by %s', (income) => {
    expect(ask({ income }).answer).toBe('NEEDED');
  });

  test('is refused to an individual, to a foreign shareholder and below the least capital', () => {
    expect(saidOf({ holder: 'INDIVIDUAL' })).toContain('Register an organisation first');
    expect(saidOf({ foreignShareholder: true })).toContain('from the mainland');
    expect(ask({ registeredCapital: 9_999_999 }).answer).toBe('REFUSED');
    expect(ask({ registeredCapital: 10_000_000 }).answer).toBe('NEEDED');
    expect(ask({ culture: 'OTHER', registeredCapital: 999_999 }).answer).toBe('REFUSED');
    expect(ask({ culture: 'OTHER', registeredCapital: 1_000_000 }).answer).toBe('NEEDED');
    expect(ask({ foreignShareholder: true, registeredCapital: 0 }).reasons).toHaveLength(2);
  });

  const calendar = createCalendar(PUBLISHED_YEARS);

  test('is decided within 20 business days, holds for 3 years and is renewed in the 60 business days before', () => {
    // 30 January 2026 and 20 business days: R-CAL-5 says 5 March.
    expect(permitDates({ opinionOn: '2026-01-30' }, calendar)).toEqual({
      decisionBy: { on: '2026-03-05', provisional: false },
    });
    const { endsOn, renewFrom } = permitDates({ issuedOn: '2023-03-19' }, calendar);
    expect(endsOn).toBe('2026-03-19');
    // Counted by hand in the notices of 2025 and 2026: 13 days in March, 16 in February, 21 in January, 10 in December.
    expect(renewFrom).toEqual({ on: '2025-12-18', provisional: false });
  });

  test('an end in a year whose holidays are not published is marked, and 29 February ends on the 28th', () => {
    expect(permitDates({ issuedOn: '2024-02-29' }, calendar)).toMatchObject({
      endsOn: '2027-02-28',
      renewFrom: { provisional: true },
    });
  });
});

describe('A-117 games of Guangdong', () => {
  const steps = (question: object) => ask(question).routes.map(({ steps: all }) => all.map(({ step }) => step));

  test('have both ways, each with its steps in order, and one step opens a change order', () => {
    expect(steps({ province: 'GD' })).toEqual([
      ['FILE_WITHOUT_CULTURE', 'CULTURE_PERMIT', 'CHANGE_FILING', 'TELECOM_PERMIT', 'BUSINESS_REGISTRY', 'SHOW_NUMBER'],
      [
        'FILE_WITHOUT_CULTURE',
        'TELECOM_PERMIT',
        'CULTURE_PERMIT',
        'CHANGE_FILING',
        'CHANGE_TELECOM_PERMIT',
        'BUSINESS_REGISTRY',
        'SHOW_NUMBER',
      ],
    ]);
    const [first] = ask({ province: 'GD' }).routes;
    expect(first?.steps.filter(({ opensOrder }) => opensOrder).map(({ step }) => step)).toEqual(['CHANGE_FILING']);
  });

  test('elsewhere, and other culture in Guangdong, go the way that holds everywhere', () => {
    const everywhere = [['CULTURE_PERMIT', 'CHANGE_FILING', 'SHOW_NUMBER']];
    expect(steps({ province: 'ZJ' })).toEqual(everywhere);
    expect(steps({})).toEqual(everywhere);
    expect(steps({ culture: 'OTHER', province: 'GD' })).toEqual(everywhere);
  });
});
