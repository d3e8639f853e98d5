import { describe, expect, test } from '@jest/globals';
import { claimNamed, identityIn } from './claims.ts';

/** Tokens as the providers' manuals show them, shortened, with invented people. */
const KEYCLOAK = {
  sub: '2f1b7a0e-7a1f-4a54-9c9a-d6b1a6f0f3aa',
  realm_access: { roles: ['offline_access', 'uma_authorization', 'default-roles-provider', 'reviewer'] },
  resource_access: { account: { roles: ['manage-account'] }, 'beian.example.cn': { roles: ['operator'] } },
};
const ENTRA = { sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ', roles: ['auditor'], scp: 'access_as_user' };
const AUTH0 = {
  sub: 'auth0|5f7c8ec7c33c6c004bbafe82',
  'https://beian.example.cn/roles': ['applicant'],
  'https://beian.example.cn/account': 'customer/77',
};
const CASDOOR = {
  sub: 'built-in/li.lei',
  roles: [{ owner: 'built-in', name: 'mailroom', displayName: '收发室', users: null }],
  groups: null,
};

const names = (role: string, account = 'account') => ({ role, account });

describe('the role and account of a token', () => {
  test.each<[string, Record<string, unknown>, ReturnType<typeof names>, object]>([
    ['a list below a path (Keycloak)', KEYCLOAK, names('realm_access.roles'), { role: 'reviewer' }],
    [
      'a list below the name of a client with dots (Keycloak)',
      KEYCLOAK,
      names('resource_access.beian.example.cn.roles'),
      { role: 'operator' },
    ],
    ['a list (Entra)', ENTRA, names('roles'), { role: 'auditor', subject: ENTRA.sub }],
    [
      'an exact name with dots (Auth0)',
      AUTH0,
      names('https://beian.example.cn/roles', 'https://beian.example.cn/account'),
      { role: 'applicant', subject: 'auth0|5f7c8ec7c33c6c004bbafe82', accountId: 'customer/77' },
    ],
    ['objects with a name (Casdoor)', CASDOOR, names('roles', 'groups'), { role: 'mailroom', accountId: undefined }],
    ['a text', { sub: 'x', role: 'system' }, names('role'), { role: 'system' }],
    [
      'an account that is the subject itself',
      { sub: 'auth0|1', role: 'applicant' },
      names('role', 'sub'),
      { accountId: 'auth0|1' },
    ],
    [
      'an account in a list of one',
      { sub: 'x', role: 'applicant', groups: ['/customers/77'] },
      names('role', 'groups'),
      { accountId: '/customers/77' },
    ],
    [
      'the exact name before the path',
      { sub: 'x', 'a.b': 'auditor', a: { b: 'operator' } },
      names('a.b'),
      { role: 'auditor' },
    ],
    [
      'the path where the exact name is null',
      { sub: 'x', 'a.b': null, a: { b: 'operator' } },
      names('a.b'),
      { role: 'operator' },
    ],
    ['one role named twice', { sub: 'x', role: ['operator', 'operator'] }, names('role'), { role: 'operator' }],
    [
      'a role of staff beside an account that is null',
      { sub: 'x', role: 'operator', account: null },
      names('role'),
      { accountId: undefined },
    ],
  ])('are read from %s', (_what, claims, where, identity) => {
    expect(identityIn(claims, where)).toMatchObject(identity);
  });

  test.each<[string, Record<string, unknown>, object]>([
    ['no role', { sub: 'x' }, { kind: 'MISSING', claim: 'role' }],
    ['a role that is null', { sub: 'x', role: null }, { kind: 'MISSING', claim: 'role' }],
    ['an empty list of roles', { sub: 'x', role: [] }, { kind: 'WRONG', claim: 'role' }],
    ['roles that Beian does not know', { sub: 'x', role: ['admin'] }, { kind: 'WRONG', claim: 'role' }],
    ['a role of the outside parties', { sub: 'x', role: 'bureau' }, { kind: 'WRONG', claim: 'role' }],
    ['a role in capitals', { sub: 'x', role: 'Operator' }, { kind: 'WRONG', claim: 'role' }],
    [
      'two roles',
      { sub: 'x', role: ['operator', 'auditor'] },
      { kind: 'TWO_ROLES', claim: 'role', expected: 'one role only, not operator and auditor' },
    ],
    ['an applicant without account', { sub: 'x', role: 'applicant' }, { kind: 'MISSING', claim: 'account' }],
    [
      'an applicant whose account is null',
      { sub: 'x', role: 'applicant', account: null },
      { kind: 'MISSING', claim: 'account' },
    ],
    ['two accounts', { sub: 'x', role: 'applicant', account: ['a', 'b'] }, { kind: 'WRONG', claim: 'account' }],
    ['an account that is a number', { sub: 'x', role: 'applicant', account: 7 }, { kind: 'WRONG', claim: 'account' }],
    ['nobody', { role: 'operator' }, { kind: 'MISSING', claim: 'sub' }],
    ['a subject of null', { sub: null, role: 'operator' }, { kind: 'MISSING', claim: 'sub' }],
    ['an empty subject', { sub: '', role: 'operator' }, { kind: 'WRONG', claim: 'sub' }],
    ['a subject of spaces', { sub: '   ', role: 'operator' }, { kind: 'WRONG', claim: 'sub' }],
    ['a subject of 256 characters', { sub: 'x'.repeat(256), role: 'operator' }, { kind: 'WRONG', claim: 'sub' }],
    ['a subject with a line break', { sub: 'a\nb', role: 'operator' }, { kind: 'WRONG', claim: 'sub' }],
    ['a subject with U+0000', { sub: 'a\u0000b', role: 'operator' }, { kind: 'WRONG', claim: 'sub' }],
    ['a subject that turns the line around', { sub: 'a\u202Eb', role: 'operator' }, { kind: 'WRONG', claim: 'sub' }],
    ['a subject with half a character', { sub: 'a\uD800', role: 'operator' }, { kind: 'WRONG', claim: 'sub' }],
  ])('are refused for %s, by the name of the claim', (_what, claims, reason) => {
    expect(() => identityIn(claims, names('role'))).toThrow(
      expect.objectContaining({ reason: expect.objectContaining(reason) }),
    );
  });

  test.each([
    'auth0|5f7c8ec7c33c6c004bbafe82',
    'built-in/li.lei',
    '李雷',
    'CN=Li Lei,O=Provider',
    'google-oauth2|103547991597142817347',
    'o\'brien\\"<&>',
    'x'.repeat(255),
    '备'.repeat(255),
  ])('keep the subject %s as it is', (sub) => {
    expect(identityIn({ sub, role: 'operator' }, names('role')).subject).toBe(sub);
  });
});

test.each(['__proto__', 'constructor', 'toString.name', '__proto__.toString', '.', '..', 'a.', '.a'])(
  'the claim %s is not found in what every object has',
  (name) => expect(claimNamed({ sub: 'x', a: { b: 1 } }, name)).toBeUndefined(),
);
