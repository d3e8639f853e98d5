/** What no form, party or rule expects gets an answer that says what is wrong, at the first place that can know it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApiBench, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let applicant: Person;
let operator: Person;

beforeAll(async () => {
  bench = await startApiBench();
  applicant = await bench.as('applicant');
  operator = await bench.as('operator');
});
afterAll(() => bench.close());

const errorsIn = (body: { errors?: { path: string; code: string }[] }): string[] =>
  (body.errors ?? []).map(({ path, code }) => `${path} ${code}`);

describe('C13 a day outside the years 1900 to 2100', () => {
  const late = encodeURIComponent('9999-12-31T10:00:00+08:00');

  test('is refused by name at every entry of the API, and the API goes on answering', async () => {
    const opening = (openAt: string) => applicant.post('/v1/orders', { rulesConfirmed: true, openAt });
    const withForm = (form: object) => applicant.post('/v1/orders', { rulesConfirmed: true, form });
    const row = { key: 'sla.prelimBd', scope: {}, value: 1, source: 'a notice' };
    const cases = [
      [applicant.get(`/v1/calendar/deadline?from=${late}&businessDays=3`), 'query.from DATE_OUT_OF_RANGE'],
      [
        applicant.get(`/v1/calendar/deadline?from=${late}&businessDays=3&provisional=true`),
        'query.from DATE_OUT_OF_RANGE',
      ],
      [applicant.get('/v1/policies/sla.prelimBd?on=9999-12-31'), 'query.on DATE_OUT_OF_RANGE'],
      [opening('9999-12-31T10:00:00+08:00'), 'openAt DATE_OUT_OF_RANGE'],
      [opening('0001-01-01T10:00:00+08:00'), 'openAt DATE_OUT_OF_RANGE'],
      [withForm({ entity: { certificateValidUntil: '9999-12-31' } }), 'entity.certificateValidUntil DATE_OUT_OF_RANGE'],
      [
        withForm({ people: { P1: { documentValidUntil: '0001-01-01' } } }),
        'people.P1.documentValidUntil DATE_OUT_OF_RANGE',
      ],
      [operator.put('/v1/policies', [{ ...row, validFrom: '9999-12-31' }]), 'validFrom'],
    ] as const;
    for (const [call, fault] of cases) {
      const { status, body } = await call;
      expect({ fault, status, code: body.code }).toEqual({ fault, status: 422, code: 'INVALID' });
      expect(errorsIn(body).join('; ')).toContain(fault);
    }
    await applicant.get('/v1/orders').expect(200);
  });

  test('is never reached by counting from a day inside', async () => {
    const from = encodeURIComponent('2100-12-30T10:00:00+08:00');
    const { status, body } = await applicant.get(`/v1/calendar/deadline?from=${from}&businessDays=9&provisional=true`);
    expect({ status, errors: errorsIn(body) }).toEqual({ status: 422, errors: [' DATE_OUT_OF_RANGE'] });
  });
});

describe('C17 a day before the first rules', () => {
  test('is refused where an order is to be opened on it, and where rules of it are asked for', async () => {
    const { status, body } = await applicant.post('/v1/orders', {
      rulesConfirmed: true,
      openAt: '1950-01-01T10:00:00+08:00',
    });
    expect({ status, errors: errorsIn(body) }).toEqual({ status: 422, errors: ['openAt NO_RULES_THEN'] });
    const asked = await applicant.get('/v1/policies/sla.prelimBd?on=1950-01-01');
    expect(asked.body).toMatchObject({ status: 422, code: 'NOT_COVERED' });
    const from = encodeURIComponent('1950-01-02T10:00:00+08:00');
    const counted = await applicant.get(`/v1/calendar/deadline?from=${from}&businessDays=3&provisional=true`);
    expect(counted.body).toMatchObject({ status: 422, code: 'NOT_COVERED' });
  });

  test('is no day to which a clock is moved, nor is one after the last on which orders act', async () => {
    const late = await applicant.post('/v1/orders', { rulesConfirmed: true, openAt: '2090-01-01T10:00:00+08:00' });
    expect({ status: late.status, errors: errorsIn(late.body) }).toEqual({
      status: 422,
      errors: ['openAt NO_RULES_THEN'],
    });
  });
});
