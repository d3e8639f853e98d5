/** The page a vendor's link leads to: instead of a camera, two buttons. */
import express, { Router } from 'express';
import type { FaceChecks } from './face-checks.ts';
import { page } from './page.ts';

const QUESTION = `
<p><strong><%= it.name %></strong> · 证件尾号 <span lang="en">document ends in</span> <%= it.ending %></p>
<form method="post">
  <button name="result" value="pass">通过 <span lang="en">Pass</span></button>
  <button name="result" value="fail">不通过 <span lang="en">Fail</span></button>
</form>`;
const DONE = `
<p role="status"><%= it.passed ? '认证已通过。' : '认证未通过。' %> <span lang="en"><%= it.passed ? 'The check was passed.' : 'The check was failed.' %></span></p>
<% if (it.returnUrl) { %><p><a href="<%= it.returnUrl %>">返回 <span lang="en">Back</span></a></p><% } %>`;
const UNKNOWN = `<p role="alert">链接无效或已过期。<span lang="en">This link is not valid, or no longer.</span></p>`;

const TITLE = '人脸核身';
const SUBTITLE = 'Face check: decide yourself how it ends';

export function faceCheckPage(checks: FaceChecks): Router {
  const router = Router();
  router.get('/liveness/:reference', (req, res) => {
    const check = checks.get(req.params.reference);
    if (check === undefined) {
      res.status(404).send(page(TITLE, SUBTITLE, UNKNOWN));
      return;
    }
    if (check.status !== 'PENDING') {
      res.send(done(check.status, check.returnUrl));
      return;
    }
    res.send(page(TITLE, SUBTITLE, QUESTION, { name: check.name, ending: check.documentNumber.slice(-4) }));
  });

  router.post('/liveness/:reference', express.urlencoded(), async (req, res) => {
    const { reference } = req.params;
    const status = req.body?.result === 'pass' ? 'PASS' : 'FAIL';
    const check = checks.get(reference);
    if (check === undefined) {
      res.status(404).send(page(TITLE, SUBTITLE, UNKNOWN));
      return;
    }
    if (check.status === 'PENDING') await checks.finish(reference, { status });
    res.send(done(checks.get(reference)?.status ?? status, check.returnUrl));
  });
  return router;
}

function done(status: string, returnUrl: string): string {
  const safe = /^https?:\/\//.test(returnUrl) ? returnUrl : '';
  return page(TITLE, SUBTITLE, DONE, { passed: status === 'PASS', returnUrl: safe });
}
