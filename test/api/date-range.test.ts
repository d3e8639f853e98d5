/** The policy `dates.range` narrows which dates people and parties may mean; what is outside is refused by name where it enters. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { withDefaults } from '../../api/dependencies.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import { inquire } from '../../facts/inquiry.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { saveForm } from '../../usecases/drafting/save-form.ts';
import { fileOf, importedRecord } from '../support/orders/import-file.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let applicant: Person;
let operator: Person;
let orderId: string;
beforeAll(async () => {
  bench = await startApiBench();
  applicant = await bench.as('applicant');
  operator = await bench.as('operator');
  orderId = await bench.order(applicant, individual(), 'OPEN');
});
afterAll(() => bench.close());

const row = { key: 'dates.range', scope: {}, validFrom: '2020-01-01', source: 'a decision of this provider' };
const range = (firstDay: string, lastDay: string) =>
  operator.put('/v1/policies', [{ ...row, value: { firstDay, lastDay } }]);

/** By the way on which a date enters: a call that names it, and the field that is refused. */
const entries: Record<string, [field: string, call: (day: string) => PromiseLike<{ status: number; body: Answer }>]> = {
  'a query': [
    'query.from',
    (day) => applicant.get(`/v1/calendar/deadline?from=${day}T10%3A00%3A00%2B08%3A00&businessDays=1&provisional=true`),
  ],
  'a change of the form': [
    'entity.certificateValidUntil',
    (day) => applicant.patch(`/v1/orders/${orderId}/form`, { entity: { remark: day, certificateValidUntil: day } }),
  ],
  'an action of staff': [
    'data.until',
    (day) =>
      operator.post(`/v1/orders/${orderId}/actions/deadlineOverride`, {
        data: { due: 'step', until: `${day}T10:00:00+08:00`, reason: day },
      }),
  ],
  'a webhook of the bureau': [
    'data.sentAt',
    (day) =>
      bench.webhook({
        eventId: `evt-${randomUUID()}`,
        orderId,
        event: 'smsStarted',
        data: { handOver: 1, sentAt: `${day}T10:00:00+08:00` },
      }),
  ],
};
interface Answer {
  errors?: { path: string; code: string; message: string }[];
}
const faults = ({ errors = [] }: Answer): string[] => errors.map(({ path, code }) => `${path} ${code}`);

test.each(Object.entries(entries))(
  'C13 a date in %s is refused outside the range of the policy, with its first and last day',
  async (_where, [field, call]) => {
    succeeded(await range('2010-03-01', '2060-03-31'));
    for (const day of ['2010-02-28', '2060-04-01']) {
      const { status, body } = await call(day);
      expect({ day, status, faults: faults(body) }).toEqual({
        day,
        status: 422,
        faults: [`${field} DATE_OUT_OF_RANGE`],
      });
      expect(body.errors?.[0]?.message).toBe('Write a date from 2010-03-01 to 2060-03-31.');
    }
    for (const day of ['2010-03-01', '2060-03-31']) {
      expect(faults((await call(day)).body)).not.toContain(`${field} DATE_OUT_OF_RANGE`);
    }
    succeeded(await range('1900-01-01', '2100-12-31'));
    expect(faults((await call('2060-04-01')).body)).not.toContain(`${field} DATE_OUT_OF_RANGE`);
  },
);

test('C13 the policy also bounds the dates of a file of records', async () => {
  succeeded(await range('2010-03-01', '2060-03-31'));
  const file = Buffer.from(fileOf([{ ...importedRecord(1), issuedOn: '2010-02-28' }]));
  const { status, body } = await operator.post('/v1/record-imports').attach('file', file, 'records.jsonl');
  expect({ status, faults: faults(body) }).toEqual({ status: 422, faults: ['lines.2.issuedOn DATE_OUT_OF_RANGE'] });
});

test('C13 the policy also bounds the dates of a form that is saved without the API', async () => {
  succeeded(await range('2010-03-01', '2060-03-31'));
  const deps = withDefaults(bench.deps);
  const patch = { entity: { certificateValidUntil: '2060-04-01' } };
  const caller: Caller = { id: 'applicant', role: 'applicant', accountId: applicant.accountId as AccountId };
  const saving = saveForm(deps, inquire(deps), caller, { orderId, patch, mayReplace: () => true });
  const findings = [{ path: 'entity.certificateValidUntil', code: 'DATE_OUT_OF_RANGE' }];
  await expect(saving).rejects.toMatchObject({ details: { findings } });
});

test('C13 no row of policy widens the range beyond the years that can be counted, or turns it round', async () => {
  for (const [first, last] of [
    ['1899-12-31', '2100-12-31'],
    ['1900-01-01', '2101-01-01'],
    ['2060-01-01', '2010-01-01'],
  ] as const) {
    expect((await range(first, last)).status).toBe(422);
  }
});
