/** The page behind a vendor's link; instead of a camera it offers a choice of results. */
import express, { Router } from 'express';
import {
  FAILED,
  PASSED,
  returnAddress,
  takesTries,
  type FaceCheck,
  type FaceChecks,
  type FaceVendor,
} from '../clouds/face-checks.ts';
import { page } from './page.ts';

const QUESTION = `
<p><strong><%= it.name %></strong> · 证件尾号 <span lang="en">document ends in</span> <%= it.ending %></p>
<% if (it.last) { %><p role="status"><%= it.last %></p><% } %>
<form method="post">
  <button name="code" value="<%= it.passed %>">通过 <span lang="en">Pass</span></button>
  <button name="code" value="<%= it.failed %>">不通过 <span lang="en">Fail</span></button>
</form>
<form method="post">
  <label for="code">其他结果 <span lang="en">Another result</span></label>
  <select id="code" name="code"><% it.codes.forEach(([code, text]) => { %><option value="<%= code %>"><%= code %> <%= text %></option><% }) %></select>
  <button>提交 <span lang="en">Submit</span></button>
</form>
<% if (it.last && it.back) { %><p><a href="<%= it.back %>">返回 <span lang="en">Back</span></a></p><% } %>`;
const DONE = `
<p role="status"><%= it.passed ? '认证已通过。' : '认证未通过。' %> <span lang="en"><%= it.passed ? 'The check was passed.' : 'The check was failed.' %></span></p>
<% if (it.back) { %><p><a href="<%= it.back %>">返回 <span lang="en">Back</span></a></p><% } %>`;
const UNKNOWN = `<p role="alert">链接无效或已过期。<span lang="en">This link is not valid, or no longer.</span></p>`;

const TITLE = '人脸核身';
const SUBTITLE = 'Face check: decide yourself how it ends';

/** Some results of each vendor that Beian treats differently. */
const CODES: Readonly<Record<FaceVendor, readonly (readonly [string, string])[]>> = {
  tencent: [
    ['1004', '人脸验证失败 face not recognised'],
    ['2006', '姓名和身份证号不匹配 name and number do not belong together'],
    ['2007', '未查询到照片 no photo in the database'],
    ['16', '已达到重试上限 no tries left'],
    ['2018', '操作过于频繁 too many tries today'],
    ['1001', '引擎超时 time-out at the vendor'],
    ['203', '无调用权限 no permission'],
  ],
  alibaba: [
    ['201', '姓名和身份证不一致 name and number do not belong together'],
    ['203', '查询不到照片 no photo in the database'],
    ['205', '活体检测存在风险 not a live person'],
    ['208', '系统异常 fault of the vendor'],
  ],
};

/** Stand-in for the vendor's script that describes the browser. */
const BROWSER_SCRIPT = `window.getMetaInfo = () => ({
  zimVer: '3.0.0', appVersion: '1', bioMetaInfo: '4.1.0', appName: '', deviceType: 'h5', ua: navigator.userAgent,
});
`;

export function faceCheckPage(checks: FaceChecks): Router {
  const router = Router();
  router.get('/jsvm_all.js', (_req, res) => void res.type('text/javascript').send(BROWSER_SCRIPT));
  router.get('/liveness/:reference', (req, res) => {
    const check = checks.get(req.params.reference);
    if (check === undefined || check.expired) {
      res.status(404).send(page(TITLE, SUBTITLE, UNKNOWN));
      return;
    }
    res.send(takesTries(check) ? question(check) : done(check));
  });

  router.post('/liveness/:reference', express.urlencoded(), async (req, res) => {
    const { reference } = req.params;
    const code: unknown = req.body?.code;
    const known = typeof code === 'string' && /^\d{1,4}$/.test(code);
    if (known) await checks.take(reference, { code });
    res.redirect(303, `/liveness/${encodeURIComponent(reference)}`);
  });
  return router;
}

function question(check: FaceCheck): string {
  const { vendor, name, documentNumber, tries } = check;
  const last = tries.at(-1);
  return page(TITLE, SUBTITLE, QUESTION, {
    name,
    ending: documentNumber.slice(-4),
    passed: PASSED[vendor],
    failed: FAILED[vendor],
    codes: CODES[vendor],
    last: last && `未通过，可重试 not passed, try again (${last.code})`,
    back: backTo(check),
  });
}

const done = (check: FaceCheck): string =>
  page(TITLE, SUBTITLE, DONE, { passed: check.tries.at(-1)?.code === PASSED[check.vendor], back: backTo(check) });

const backTo = (check: FaceCheck): string => (/^https?:\/\//.test(check.returnUrl) ? returnAddress(check) : '');
