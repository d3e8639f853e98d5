/** The frame of every sandbox page: Chinese first, English below. It loads nothing from other servers. */
import { Eta } from 'eta';

const eta = new Eta({ autoEscape: true });

const FRAME = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; }
.subtitle { margin-top: 0; opacity: .75; }
.stamp { border: 2px solid; border-radius: .4rem; padding: .1rem .6rem; font-size: .85rem; }
label { display: block; margin: .8rem 0 .2rem; }
input { font: inherit; padding: .4rem .6rem; width: 18rem; max-width: 100%; box-sizing: border-box; }
button { font: inherit; padding: .5rem 1.2rem; margin: 1rem .6rem 0 0; cursor: pointer; }
article { border: 1px solid #8886; border-radius: .5rem; padding: .8rem 1rem; margin: 1rem 0; }
article header { font-size: .9rem; opacity: .8; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .4rem 0 0; }
[role=alert], [role=status] { border-left: .3rem solid; padding: .4rem .8rem; }
</style>
</head>
<body>
<p><span class="stamp">沙盒 Sandbox</span></p>
<h1><%= it.title %></h1>
<p class="subtitle" lang="en"><%= it.subtitle %></p>
<%~ it.content %>
</body>
</html>
`;

/** A page; values in `content` are filled into its Eta template and escaped. */
export function page(title: string, subtitle: string, content: string, values: object = {}): string {
  return eta.renderString(FRAME, { title, subtitle, content: eta.renderString(content, values) });
}
