/** A form that is refused: what was typed stands in it again and nowhere else. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { bareConsole } from '../../test/support/console/bare-console.ts';
import { refusal } from '../../usecases/refusal.ts';
import { Details } from '../components/details.tsx';
import { Form } from '../components/form.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';
import { deed, page } from './route.ts';

const PAGE = '/review/letters/:letter';
let isOpen = true;
const routes = [
  page({
    path: PAGE,
    roles: ['reviewer'],
    show: async ({ csrf }, { params }) => ({
      title: 'letters',
      body: isOpen ? (
        ['W1', 'W2'].map((websiteId) => (
          <Details key={websiteId} summary={`about ${websiteId}`}>
            <Form csrf={csrf} action={`/review/letters/${params['letter'] ?? ''}/answer`} hidden={{ websiteId }}>
              <Textarea id={`text-${websiteId}`} name="text" label="text" />
              <TextInput id={`secret-${websiteId}`} name="password" type="password" label="password" />
            </Form>
          </Details>
        ))
      ) : (
        <p>It has been answered.</p>
      ),
    }),
  }),
  deed({
    path: `${PAGE}/answer`,
    roles: ['reviewer'],
    fields: z.object({ websiteId: z.string(), text: z.string(), password: z.string().optional() }),
    again: PAGE,
    does: async () => {
      throw isOpen
        ? refusal('INVALID', { findings: [{ path: 'data.text.0', code: 'OTHER', advice: 'Write more.' }] })
        : refusal('CONFLICT');
    },
  }),
];
const { as } = bareConsole({}, routes);
const TYPED = 'first line\nsecond line';
const answer = async () =>
  (await as('reviewer')).post(
    '/review/letters/7/answer',
    { websiteId: 'W2', text: TYPED, password: 'a secret' },
    '/review/letters/7',
  );

test('it holds what was typed, says at the field what is wrong, and the summary leads there', async () => {
  isOpen = true;
  const { status, text } = await answer();
  expect(status).toBe(422);
  expect(text.split(TYPED)).toHaveLength(2);
  expect(text).toMatch(/id="text-W2"[^>]*>first line\nsecond line</);
  expect(text).toContain('<a href="#text-W2">');
  expect(text).toMatch(/id="text-W2-error"[^>]*>Write more\./);
  expect(text).not.toContain('id="text-W1-error"');
  expect(text).not.toContain('a secret');
});

test('it is in sight also where its part of the page was folded', async () => {
  isOpen = true;
  const { text } = await answer();
  expect(text.match(/<details[^>]* open/g)).toHaveLength(1);
});

test('what was typed stands on the page when the form is not there any more, but no secret', async () => {
  isOpen = false;
  const { status, text } = await answer();
  expect(status).toBe(409);
  expect(text).toContain('It has been answered.');
  expect(text).toContain(TYPED);
  expect(text).toContain('您填写的内容（未保存）');
  expect(text).not.toContain('a secret');
});
