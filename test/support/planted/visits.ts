/** People at the console, who type planted data where addresses, sessions and logs could keep it. */
import { WebBrowser } from '../console/web-browser.ts';

/** A first sign-in makes an account. */
export const ACCOUNTS_OF_VISITS = 1;

interface Visits {
  consoleUrl: string;
  orderId: string;
  /** What somebody types or pastes into an address. */
  texts: readonly string[];
}

/** Applicant, reviewer and operator sign in, look at pages of the order, and search with planted texts. */
export async function visitConsole({ consoleUrl, orderId, texts }: Visits): Promise<void> {
  for (const [id, role, account, pages] of [
    ['planted-li', 'applicant', 'account-of-planted-li', (text: string) => [`/help?q=${text}`, `/nowhere/${text}`]],
    ['planted-wang', 'reviewer', '', (text: string) => [`/review?number=${text}`, `/review/orders/${orderId}`]],
    ['planted-sun', 'operator', '', (text: string) => [`/operate/orders?order=${text}`, `/operate/orders/${text}`]],
  ] as const) {
    const browser = new WebBrowser();
    for (const text of texts) {
      const written = encodeURIComponent(text);
      await browser.get(`${consoleUrl}/sign-in?back=${encodeURIComponent(`/help?q=${written}`)}`);
      await browser.send(`${consoleUrl}/sign-in`, { id, role, account, back: `/help?q=${written}` });
      for (const path of pages(written)) await browser.get(`${consoleUrl}${path}`);
    }
  }
}
