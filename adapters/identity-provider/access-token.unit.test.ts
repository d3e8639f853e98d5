import { expect, test } from '@jest/globals';
import { expectAccessToken } from './access-token.ts';

type Fields = Record<string, unknown>;
const forApi = { aud: 'https://beian.example.cn' };

test.each<[string, Fields, Fields]>([
  ['of RFC 9068', { typ: 'at+jwt' }, { ...forApi, client_id: 'portal' }],
  ['of RFC 9068, by its long name', { typ: 'application/at+jwt' }, { ...forApi, nonce: 'n' }],
  ['of Keycloak', { typ: 'JWT' }, { ...forApi, typ: 'Bearer', azp: 'portal', nonce: 'n', scope: 'openid' }],
  ['of Entra', { typ: 'JWT' }, { aud: 'app', azp: 'app', scp: 'access_as_user', ver: '2.0' }],
  [
    'of Auth0',
    { typ: 'JWT' },
    { aud: ['https://beian.example.cn', 'https://x/userinfo'], azp: 'portal', scope: 'openid' },
  ],
  [
    'of Casdoor, which is its ID token too',
    { typ: 'JWT' },
    { aud: ['app'], azp: 'app', tokenType: 'access-token', nonce: '' },
  ],
  ['of Casdoor for somebody who signed in with a nonce', {}, { aud: ['app'], tokenType: 'access-token', nonce: 'n' }],
  ['of Cognito', {}, { ...forApi, token_use: 'access' }],
  ['without a word on what it is', {}, forApi],
])('an access token %s is taken', (_whose, header, claims) => {
  expect(() => expectAccessToken(header, claims)).not.toThrow();
});

test.each<[string, Fields, Fields, string]>([
  ['an ID token with the digest of an access token', { typ: 'JWT' }, { aud: 'portal', at_hash: 'h' }, 'at_hash'],
  [
    'an ID token that names a scope beside it',
    { typ: 'JWT' },
    { aud: 'portal', at_hash: 'h', scope: 'openid' },
    'at_hash',
  ],
  ['an ID token with the digest of a code', {}, { aud: 'portal', c_hash: 'h' }, 'c_hash'],
  ['an ID token with the nonce of a sign-in', { typ: 'JWT' }, { aud: 'portal', nonce: 'n' }, 'nonce'],
  ['an ID token for the application that asked', { typ: 'JWT' }, { aud: 'portal', azp: 'portal' }, 'aud'],
  ['an ID token for that application, in a list', {}, { aud: ['portal'], azp: 'portal' }, 'aud'],
  ['an ID token of Keycloak', { typ: 'JWT' }, { aud: 'portal', typ: 'ID' }, 'typ'],
  ['a refresh token of Keycloak', { typ: 'JWT' }, { aud: 'https://id', typ: 'Refresh' }, 'typ'],
  ['a token that needs a proof of its holder', { typ: 'JWT' }, { ...forApi, typ: 'DPoP' }, 'typ'],
  ['an ID token of Cognito', {}, { ...forApi, token_use: 'id' }, 'token_use'],
  ['a refresh token of Casdoor', {}, { aud: ['app'], tokenType: 'refresh-token' }, 'tokenType'],
  ['a token that reports a sign-out', { typ: 'logout+jwt' }, forApi, 'typ'],
  ['a token that reports a sign-out without its type', {}, { ...forApi, events: {} }, 'events'],
  ['a proof of a holder', { typ: 'dpop+jwt' }, forApi, 'typ'],
])('%s is refused', (_what, header, claims, claim) => {
  expect(() => expectAccessToken(header, claims)).toThrow(
    expect.objectContaining({ reason: { kind: 'NOT_AN_ACCESS_TOKEN', claim, expected: 'an access token' } }),
  );
});
