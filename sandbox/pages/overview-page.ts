/** What can be looked at in this sandbox. */
import { Router } from 'express';
import { page } from './page.ts';

const PAGES = [
  { path: '/inbox', zh: '收件箱：所有短信和邮件', en: 'Inbox: every SMS and email' },
  { path: '/miit', zh: '工信部短信核验', en: "MIIT's SMS verification" },
] as const;

const CONTENT = `
<ul>
<% for (const { path, zh, en } of it.pages) { %>
<li><a href="<%= path %>"><%= zh %></a> <span lang="en"><%= en %></span></li>
<% } %>
</ul>
`;

export function overviewPage(): Router {
  const router = Router();
  router.get('/', (_req, res) => {
    res.send(page('沙盒', 'Sandbox: what people and outside parties see', CONTENT, { pages: PAGES }));
  });
  return router;
}
