import { expect, test } from '@jest/globals';
import { actionMessageSchema } from '../../workflows/messages/envelope.ts';
import { storedId } from './stored-id.ts';

const NAME = 'n'.repeat(80);
const SUBJECTS = ['r1', 'a:b', 'auth0|5f7c8a', '李雷 (财务部)', 'x'.repeat(255), '备'.repeat(255), 'two words'];

test('the id of an action that somebody chose fits every signal, whoever it is', () => {
  for (const id of SUBJECTS) {
    const signal = { actionId: storedId({ id }, NAME), actor: { id, role: 'reviewer', door: 'api' } };
    expect(actionMessageSchema().safeParse(signal)).toMatchObject({ success: true });
  }
});

test('subjects of the former form stand in it as before, and nobody can be named like the digest of another', () => {
  expect(storedId({ id: 'auth0|5f7c8a' }, 'my-claim-00001')).toBe('api:auth0|5f7c8a:my-claim-00001');
  const digest = storedId({ id: '李雷' }, 'my-claim-00001').split(':')[1] ?? '';
  expect(storedId({ id: digest }, 'my-claim-00001')).not.toBe(storedId({ id: '李雷' }, 'my-claim-00001'));
  expect(new Set(SUBJECTS.map((id) => storedId({ id }, NAME))).size).toBe(SUBJECTS.length);
});
