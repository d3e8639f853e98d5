import { describe, expect, test } from '@jest/globals';
import { bureauWebhookSchema } from '../../adapters/bureau/webhook-messages.ts';
import { reportData } from '../duties/duty-reports.ts';
import { actionData } from '../lifecycle/action.ts';
import { formSchema } from '../order/form.ts';
import { formMergePatchSchema } from '../order/form-patch.ts';
import { syncEventSchema } from '../record/sync-event.ts';
import { calendarYearSchema } from './calendar-year.ts';
import { datesIn } from './dates-in.ts';

const DAY = '1950-06-01';
const AT = '2050-06-01T10:00:00+08:00';
/** A note, a name and an address that read like a date. */
const remark = DAY;

describe('dates are found', () => {
  test.each([
    [
      'in a form',
      formSchema,
      {
        entity: { name: DAY, remark, certificateValidUntil: DAY },
        people: { P1: { name: DAY, documentValidUntil: 'LONG_TERM' }, P2: { documentValidUntil: DAY } },
      },
      ['entity.certificateValidUntil', 'people.P2.documentValidUntil'],
    ],
    [
      'in a change of a form, where null removes a field',
      formMergePatchSchema,
      { entity: { remark, certificateValidUntil: DAY }, people: { P1: { documentValidUntil: null }, P2: null } },
      ['entity.certificateValidUntil'],
    ],
    [
      'in an event of the bureau',
      bureauWebhookSchema,
      {
        eventId: 'e',
        orderId: 'o',
        event: 'bureauDecision',
        data: { decision: 'APPROVED', handOver: 1, issuedOn: DAY },
      },
      ['data.issuedOn'],
    ],
    ['in an action', actionData.smsStarted(), { handOver: 1, sentAt: AT }, ['sentAt']],
    ['in a report', reportData.psbApproved(), { websiteId: 'W1', approvedOn: DAY, number: DAY }, ['approvedOn']],
    [
      'in what MIIT says of a record',
      syncEventSchema,
      { change: 'ENTITY_CHANGED', number: DAY, head: { documentValidUntil: DAY }, happenedAt: AT },
      ['head.documentValidUntil', 'happenedAt'],
    ],
    [
      'in a list of holidays',
      calendarYearSchema,
      { year: 2027, source: DAY, holidays: [{ name: DAY, from: DAY, to: DAY }], makeUpDays: [DAY] },
      ['holidays.0.from', 'holidays.0.to', 'makeUpDays.0'],
    ],
  ])('%s, and no note that looks like one', (_where, schema, data, paths) => {
    expect(
      datesIn(schema, data)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(paths.toSorted());
  });

  test('under the name of the data', () => {
    expect(datesIn(reportData.psbApproved(), { approvedOn: DAY }, 'data')).toEqual([
      { path: 'data.approvedOn', iso: DAY },
    ]);
  });
});
