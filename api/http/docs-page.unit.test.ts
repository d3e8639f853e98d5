import type { RequestListener } from 'node:http';
import { expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { docsPage } from './docs-page.ts';

/** The application, and what it hands to the HTTP server as the body of each answer. */
function withBodies(): { app: RequestListener; bodies: unknown[] } {
  const bodies: unknown[] = [];
  const app = express().use(docsPage({ openapi: '3.1.0', info: { description: 'x'.repeat(5_000) } }));
  return {
    bodies,
    app: (req, res) => {
      const end = res.end.bind(res);
      Object.assign(res, {
        end: (...args: Parameters<typeof end>) => {
          bodies.push(args[0]);
          return end(...args);
        },
      });
      app(req, res);
    },
  };
}

test('the document is in memory once, however many readers have not taken it yet', async () => {
  const { app, bodies } = withBodies();
  const answers = await Promise.all([1, 2].map(() => request(app).get('/openapi.json').expect(200)));
  for (const { body, headers } of answers) {
    expect(body).toMatchObject({ openapi: '3.1.0' });
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  }
  expect(bodies).toHaveLength(2);
  expect(bodies[0]).toBeInstanceOf(Uint8Array);
  expect(bodies[0]).toBe(bodies[1]);
});
