/** Switching off what the rows about the type of an order and orders beside each other say. */
import type { SwitchOff } from '../switch-off.ts';

export const TYPE_AND_ORDER: readonly SwitchOff[] = [
  {
    rows: ['A-001'],
    title: 'A-001 all 64 combinations',
    test: 'domain/order-types/type-determination.test.ts',
    file: 'domain/order-types/type-determination.ts',
    from: "return entityHere ? 'NEW_SITE_HERE' : 'NEW_SITE_ELSEWHERE'",
    to: "return 'NEW_SITE_HERE'",
  },
  {
    rows: ['A-076'],
    title: 'A-076 R-ACC-1 an account that has filed',
    test: 'domain/order-types/type-determination.test.ts',
    file: 'domain/order-types/type-determination.ts',
    from: "if (context.accountFiledAnotherEntity) return 'ACCOUNT_OF_ANOTHER_ENTITY';",
    to: '',
  },
  {
    rows: ['A-080'],
    title: 'A-080 R-ORD-3',
    test: 'domain/order-types/sequence.test.ts',
    file: 'domain/order-types/sequence.ts',
    from: "['TRANSFER', 'ADDING', 'CHANGE', 'REMOVAL']",
    to: "['ADDING', 'TRANSFER', 'CHANGE', 'REMOVAL']",
  },
  {
    rows: ['A-087'],
    title: 'A-087 R-ORD-5',
    test: 'domain/order-types/beside-an-order.test.ts',
    file: 'domain/order-types/beside-an-order.ts',
    from: '  return held === opening;',
    to: '  return true;',
  },
  {
    rows: ['A-087'],
    title: 'A-087 R-ORD-8 an order for another',
    test: 'domain/order/merged-forms.test.ts',
    file: 'domain/order/merged-forms.ts',
    from: 'if (areOfTwoEntities(open, wanted)) return',
    to: 'if (false) return',
  },
  {
    rows: ['A-109'],
    title: 'A-109 an expired entity document stops',
    test: 'domain/order-types/type-determination.test.ts',
    file: 'domain/order-types/type-determination.ts',
    from: "if (lookup.entityFiled && context.entityChangeNeeded !== undefined) return 'ENTITY_CHANGE_FIRST';",
    to: '',
  },
  {
    rows: ['A-120'],
    title: 'A-120 the advice about a stranger',
    test: 'domain/order-types/type-determination.test.ts',
    file: 'domain/order-types/type-determination.ts',
    from: "if (lookup.domainFiled && !lookup.domainOfEntity) return 'DOMAIN_OF_ANOTHER';",
    to: '',
  },
  {
    rows: ['A-121'],
    title: 'A-121 a blacklisted document number',
    test: 'domain/order-types/type-determination.test.ts',
    file: 'domain/order-types/type-determination.ts',
    from: "if (lookup.blacklisted) return 'BLACKLISTED';",
    to: '',
  },
];
