/** Settings of mail that do not fit each other are named at the start, not by the first mail. */
import { expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../domain/configuration.ts';
import { emailSchema } from './parties-config.ts';

const FITTING = {
  SMTP_HOST: 'smtp.provider.example',
  SMTP_PORT: '587',
  SMTP_TLS: 'starttls',
  SMTP_USER: 'beian',
  SMTP_PASSWORD: 'a password',
  SMTP_FROM: 'Beian <beian@provider.example>',
  DESK_EMAIL: 'desk@provider.example',
};
const without = { SMTP_USER: '', SMTP_PASSWORD: '' };

test.each<[string, object]>([
  ['STARTTLS on the port for submission', {}],
  ['TLS from the beginning on its port', { SMTP_PORT: '465', SMTP_TLS: 'implicit' }],
  ['STARTTLS between servers, without a login', { SMTP_PORT: '25', ...without }],
  ['a port of one’s own', { SMTP_PORT: '2525', SMTP_TLS: 'implicit' }],
  ['a server inside, without TLS and login', { SMTP_PORT: '25', SMTP_TLS: 'none', ...without }],
  [
    'a server on this machine, without TLS and with a login',
    { SMTP_HOST: '127.0.0.1', SMTP_PORT: '1025', SMTP_TLS: 'none' },
  ],
  ['a server on this machine by its name', { SMTP_HOST: 'localhost', SMTP_TLS: 'none' }],
])('a process starts with %s', (_what, changes) => {
  expect(() => readConfig(emailSchema, { ...FITTING, ...changes })).not.toThrow();
});

test.each<[string, object, string]>([
  ['a user without a password', { SMTP_PASSWORD: '' }, 'SMTP_PASSWORD'],
  ['a password without a user', { SMTP_USER: '' }, 'SMTP_USER'],
  ['a login that would go in the clear', { SMTP_TLS: 'none' }, 'SMTP_TLS'],
  ['STARTTLS on the port where TLS comes first', { SMTP_PORT: '465' }, 'SMTP_TLS'],
  ['no TLS on the port where TLS comes first', { SMTP_PORT: '465', SMTP_TLS: 'none', ...without }, 'SMTP_TLS'],
  ['TLS first on the port for STARTTLS', { SMTP_TLS: 'implicit' }, 'SMTP_TLS'],
  ['TLS first on the port between servers', { SMTP_PORT: '25', SMTP_TLS: 'implicit' }, 'SMTP_TLS'],
  ['an address instead of a host', { SMTP_HOST: 'smtps://smtp.provider.example' }, 'SMTP_HOST'],
  ['a host with its port', { SMTP_HOST: 'smtp.provider.example:587' }, 'SMTP_HOST'],
  ['no port', { SMTP_PORT: '0' }, 'SMTP_PORT'],
])('a process with %s does not start, and names the variable', (_what, changes, name) => {
  const start = () => readConfig(emailSchema, { ...FITTING, ...changes });
  expect(start).toThrow(ConfigError);
  expect(start).toThrow(new RegExp(`^  ${name}: .+`, 'm'));
});
