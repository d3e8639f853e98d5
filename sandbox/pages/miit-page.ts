/** MIIT's page for SMS verification: code, mobile and the last six characters of the document (R-SMS-6). */
import express, { Router } from 'express';
import { z } from 'zod';
import type { Filings } from '../bureau/filings.ts';
import type { EntryResult } from '../bureau/sms-verification.ts';
import { page } from './page.ts';

const CONTENT = `
<% if (it.message) { %><p role="<%= it.role %>"><%= it.message %></p><% } %>
<form method="post">
  <label for="code">核验码 <span lang="en">Code from the SMS</span></label>
  <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required>
  <label for="mobile">手机号码 <span lang="en">Mobile number</span></label>
  <input id="mobile" name="mobile" inputmode="tel" maxlength="11" required>
  <label for="lastSix">证件号码后六位 <span lang="en">Last six characters of the document</span></label>
  <input id="lastSix" name="lastSix" maxlength="6" required>
  <p><button>提交 <span lang="en">Submit</span></button></p>
</form>`;

const entrySchema = z.object({ code: z.string().trim(), mobile: z.string().trim(), lastSix: z.string().trim() });

export function miitPage(filings: Filings): Router {
  const router = Router();
  router.get('/miit', (_req, res) => {
    res.send(show());
  });
  router.post('/miit', express.urlencoded(), async (req, res) => {
    const entry = entrySchema.safeParse(req.body);
    if (!entry.success) {
      res.status(400).send(show('请填写全部三项。 Fill in all three fields.'));
      return;
    }
    const result = await filings.enterCode(entry.data);
    const verified = result.result === 'VERIFIED';
    res.status(verified ? 200 : 422).send(show(sentence(result), verified ? 'status' : 'alert'));
  });
  return router;
}

const OTHER_SENTENCES = {
  VERIFIED: '核验成功。 Verified.',
  RETURNED: '输入错误次数过多，备案申请已被退回。 Too many wrong entries: the application was returned.',
  NO_RECORD: '未查询到相关记录。 No record found.',
} as const;

const sentence = (entry: EntryResult): string =>
  entry.result === 'WRONG'
    ? `信息不正确，还可以输入 ${entry.left} 次。 Not correct; ${entry.left} more wrong entries are put up with.`
    : OTHER_SENTENCES[entry.result];

const show = (message?: string, role: 'status' | 'alert' = 'alert'): string =>
  page('短信核验', 'SMS verification at MIIT (stand-in for beian.miit.gov.cn)', CONTENT, { message, role });
