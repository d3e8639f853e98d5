/** `/docs`: the OpenAPI document as a page, with Swagger UI served from this host and no inline script. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router, static as serveFiles } from 'express';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('swagger-ui-dist/package.json'));

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Beian API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <link rel="icon" href="/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const START = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true });\n`;

export function docsPage(document: object): Router {
  const router = Router();
  // One copy for all answers: a text would be copied for every reader, and kept until the slowest has taken it.
  const json = Buffer.from(JSON.stringify(document));
  router.get('/openapi.json', (_req, res) => void res.type('application/json').send(json));
  router.get('/docs', (_req, res) => void res.type('html').send(PAGE));
  router.get('/docs/start.js', (_req, res) => void res.type('text/javascript').send(START));
  router.use('/docs', serveFiles(folder, { index: false, maxAge: '1d', extensions: false }));
  return router;
}
