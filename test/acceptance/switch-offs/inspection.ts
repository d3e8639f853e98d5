/** Switching off what the rows about inspections say. */
import type { SwitchOff } from '../switch-off.ts';

export const INSPECTION: readonly SwitchOff[] = [
  {
    rows: ['A-122'],
    title: 'A-122 a number has',
    test: 'test/api/inspection-process.test.ts',
    file: 'console/applicant/records/record-pages.tsx',
    from: '[{ key: say(texts.validity), value: say(texts.withoutEnd) }]',
    to: '[]',
  },
  {
    rows: ['A-132'],
    title: 'A-132 a phone on record',
    test: 'test/api/inspection-process.test.ts',
    file: 'usecases/inspection/phone-check.ts',
    from: "if (answer === 'WRONG') throw refusal('INVALID', { findings: [WRONG_CODE] });",
    to: '',
  },
  {
    rows: ['A-132'],
    title: 'A-132 what was found',
    test: 'domain/inspection/take-action.test.ts',
    file: 'domain/inspection/take-action.ts',
    from: 'items: { ...before.items, [group]: result }',
    to: 'items: { [group]: result, ...before.items }',
  },
  {
    rows: ['A-133'],
    title: 'A-133 the holder',
    test: 'test/api/inspection-process.test.ts',
    file: 'domain/access/decide.ts',
    from: 'if (inspection?.accessCancelled === true) return',
    to: 'if (false) return',
  },
  {
    rows: ['A-134'],
    title: 'A-134 with the record',
    test: 'domain/inspection/ways-on.test.ts',
    file: 'domain/inspection/ways-on.ts',
    from: "return servedElsewhere ? 'CHANGE_THERE'",
    to: "return false ? 'CHANGE_THERE'",
  },
  {
    rows: ['A-134'],
    title: 'A-134 long after',
    test: 'domain/inspection/ways-on.test.ts',
    file: 'domain/inspection/ways-on.ts',
    from: "  ALONE: 'DEREGISTER_SHELL_AND_FILE',",
    to: "  ALONE: 'FILE_ANEW',",
  },
  {
    rows: ['A-174'],
    title: 'A-174 keeps the access',
    test: 'domain/inspection/take-action.test.ts',
    file: 'domain/inspection/inspection.ts',
    from: "order?.place === 'AT_BUREAU'",
    to: 'false',
  },
  {
    rows: ['A-174'],
    title: 'A-174 is moved',
    test: 'domain/inspection/take-action.test.ts',
    file: 'domain/inspection/take-action.ts',
    from: 'if (dueAt <= before.dueAt || dueAt <= at) return',
    to: 'if (false) return',
  },
];
