/** All messages, newest first, as people's phones and mailboxes would show them. */
import { Router } from 'express';
import type { Mailbox } from '../clouds/mailbox.ts';
import { inboxQuerySchema } from '../control/control-messages.ts';
import { page } from './page.ts';

const CONTENT = `
<form method="get" role="search">
  <label for="to">收件人 <span lang="en">Recipient</span></label><input id="to" name="to" value="<%= it.to %>">
  <label for="order">订单号 <span lang="en">Order number</span></label><input id="order" name="order" value="<%= it.order %>">
  <button>查找 <span lang="en">Find</span></button>
</form>
<p><%= it.messages.length %> 条 <span lang="en">messages</span></p>
<% for (const message of it.messages) { %>
<article>
  <header><%= message.channel === 'sms' ? '短信 SMS' : '邮件 Email' %> · <%= message.from %> → <strong><%= message.to %></strong> · <time><%= message.receivedAt %></time></header>
  <% if (message.subject) { %><h2><%= message.subject %></h2><% } %>
  <pre><%= message.text %></pre>
</article>
<% } %>
`;

export function inboxPage(mailbox: Mailbox): Router {
  const router = Router();
  router.get('/inbox', (req, res) => {
    const { to, order } = inboxQuerySchema.parse({
      to: req.query['to'] || undefined,
      order: req.query['order'] || undefined,
    });
    const query = { ...(to === undefined ? {} : { to }), ...(order === undefined ? {} : { order }) };
    const messages = mailbox.find(query).toReversed();
    res.send(
      page('收件箱', 'Inbox: every SMS and email of this sandbox', CONTENT, {
        to: to ?? '',
        order: order ?? '',
        messages,
      }),
    );
  });
  return router;
}
