/** The filing password, where `password.required` asks for it (R-DEREG-5, C-8): wrong or missing, the order goes no further. */
import type { Order } from './order.ts';
import { blocking, missing, unchecked, type Verdict } from './verdict.ts';

const PATH = 'filingPassword';

export function filingPasswordRules({ filingPassword: state }: Order): Verdict[] {
  switch (state) {
    case undefined:
    case 'RIGHT':
    case 'NOBODY_CHECKS':
      return [];
    case 'NOT_GIVEN':
      return [
        missing(PATH, 'Enter the filing password (备案密码) that MIIT sent to the head of the entity by SMS and mail.'),
      ];
    case 'WRONG':
      return [
        blocking(
          PATH,
          'FILING_PASSWORD_WRONG',
          "MIIT says that this is not the filing password of the entity. Enter it again, or have MIIT's website send a new one.",
        ),
      ];
    case 'NUMBER_UNKNOWN':
      return [
        {
          severity: 'UNCHECKED',
          path: PATH,
          code: 'FILING_PASSWORD_NOT_CHECKED',
          advice:
            'The number of the entity is not known yet. Have the type of the order checked; then the password is checked.',
        },
      ];
    case 'TOO_OFTEN':
      return [
        {
          severity: 'UNCHECKED',
          path: PATH,
          code: 'FILING_PASSWORD_TOO_OFTEN',
          advice:
            'MIIT has been asked too often about filing passwords. Nothing is wrong with what you entered; try again in an hour.',
        },
      ];
    case 'OUTAGE':
    case 'REFUSED':
      return [unchecked(PATH, 'FILING_PASSWORD_NOT_CHECKED', state)];
    default:
      return state satisfies never;
  }
}
