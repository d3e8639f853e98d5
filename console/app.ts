/** Builds the console: every middleware and page, in the order in which a request meets them. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import { places as applicantPlaces, routes as applicantRoutes } from './applicant/routes.ts';
import { assetRoutes } from './assets/assets.ts';
import { chooseChannel } from './channel/channel.ts';
import { handOffs } from './channel/hand-off.tsx';
import { withDefaults, type ConsoleOptions } from './dependencies.ts';
import { cookiesOf } from './http/cookies.ts';
import { failures, notFound } from './http/failures.tsx';
import { liveStreams } from './live/streams.ts';
import { limiters } from './http/limiters.ts';
import type { ConsoleRoute } from './http/route.ts';
import { consoleRouter } from './http/router.ts';
import type { Navigation } from './layout/navigation.ts';
import { places as operatorPlaces, routes as operatorRoutes } from './operator/routes.ts';
import { places as reviewerPlaces, routes as reviewerRoutes } from './reviewer/routes.ts';
import { signInAtProvider } from './sign-in/provider-sign-in.tsx';
import { sandboxSignIn } from './sign-in/sandbox-sign-in.tsx';
import { signOut } from './sign-in/sign-out.ts';
import { chooseLanguage } from './texts/choose-language.ts';

/** Every page and deed of the three desks. */
export const consoleRoutes: readonly ConsoleRoute[] = [...applicantRoutes, ...reviewerRoutes, ...operatorRoutes];

const navigation: Navigation = {
  applicant: applicantPlaces,
  reviewer: reviewerPlaces,
  mailroom: reviewerPlaces,
  operator: operatorPlaces,
  auditor: operatorPlaces,
};

/**
 * @param more pages beside those of the desks, for tests of what all pages have in common
 * @example
 * createConsole({ database, vault, temporal, taskQueue: 'filings', actionWaiter, rules, …parties, sessions, … }).listen(8090);
 */
export function createConsole(options: ConsoleOptions, more: readonly ConsoleRoute[] = []): Express {
  const console = withDefaults(options);
  const cookies = cookiesOf(console.consoleUrl);
  const limit = limiters(console.limits);

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', console.trustedProxies ?? 0);
  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.use(headers);
  app.use(assetRoutes());
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  app.use(chooseLanguage(cookies));
  app.use(chooseChannel(cookies));
  app.use(['/sign-in', '/hand-off'], limit.signIns);
  app.use(handOffs({ console, cookies }));
  if (console.sandbox !== undefined) app.use(sandboxSignIn({ console, cookies }));
  else if (console.provider !== undefined)
    app.use(signInAtProvider({ console, cookies, countRefused: limit.refusedSignOuts }, console.provider));
  app.use(signOut({ console, cookies }));
  app.use(liveStreams(console, cookies));
  const parts = { console, cookies, navigation, countRequest: limit.requests, countDeed: limit.deeds };
  app.use(consoleRouter(parts, [...consoleRoutes, ...more]));
  app.use(notFound);
  app.use(failures(console.log));
  return app;
}

/** A page loads everything from this host, and nothing in a page is script or style. */
const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'connect-src': ["'self'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' },
});
