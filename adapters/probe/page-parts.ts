/** The texts and pictures of a page with their links. Scripts are not run, and what nobody sees is left out. */
import { Parser } from 'htmlparser2';
import type { PagePart, PageSeen } from '../../domain/duties/page-seen.ts';

const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template', 'title']);
const MOST_PARTS = 20_000;

/**
 * @example
 * partsOf('<a href="/x"><img src="i.png">Home</a>').parts;
 * // [{ image: true, href: '/x' }, { text: 'Home', href: '/x' }]
 */
export function partsOf(html: string): PageSeen {
  const parts: PagePart[] = [];
  let href: string | undefined;
  let unseen = 0;
  let goesOn = false;
  const add = (part: PagePart) => {
    if (parts.length < MOST_PARTS) parts.push(href === undefined ? part : { ...part, href });
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (UNSEEN.has(name)) unseen += 1;
      if (name === 'a') {
        ({ href } = attributes);
        goesOn = false;
      }
      if (name === 'img' && unseen === 0) {
        add({ image: true });
        goesOn = false;
      }
    },
    onclosetag(name) {
      if (UNSEEN.has(name)) unseen -= 1;
      if (name === 'a') {
        href = undefined;
        goesOn = false;
      }
    },
    ontext(text) {
      if (unseen > 0) return;
      const last = parts.at(-1);
      if (goesOn && last !== undefined && 'text' in last) last.text += text;
      else if (text.trim() !== '') add({ text });
      else return;
      goesOn = true;
    },
  });
  parser.end(html);
  return { parts };
}
