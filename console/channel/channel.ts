/**
 * Where a visitor works: at a computer, in the provider's app, or in the mini-program, as which the browser of a phone counts
 * (R-AUTH-1, R-TYPE-11). An app that shows these pages says so once, at `/channel/APP`.
 */
import { Router, type Request } from 'express';
import { CHANNELS, type Channel } from '../../domain/order-types/order-type.ts';
import { cookieOf, type Cookies } from '../http/cookies.ts';
import { localPath } from '../http/local-path.ts';

const CHANNEL_COOKIE = 'beian-channel';
const A_DAY_MS = 86_400_000;
const PHONE = /Mobi|Android|iPhone|iPad|HarmonyOS|MicroMessenger|miniProgram/;
const COMPUTER = /Windows NT|Macintosh|X11|CrOS/;

const isChannel = (text: unknown): text is Channel => CHANNELS.some((channel) => channel === text);

/** Undefined for a visitor of whom nothing is known, such as a program; no rule about channels holds for it. */
export function channelOf(req: Request): Channel | undefined {
  const chosen = cookieOf(req, CHANNEL_COOKIE);
  if (isChannel(chosen)) return chosen;
  const isPhone = req.get('Sec-CH-UA-Mobile');
  const browser = req.get('User-Agent') ?? '';
  if (isPhone === '?1' || PHONE.test(browser)) return 'MINI';
  return isPhone === '?0' || COMPUTER.test(browser) ? 'PC' : undefined;
}

/** This browser counts as one of this channel for a day. */
export const keepChannel = (cookies: Cookies, res: Parameters<Cookies['keep']>[0], channel: Channel): void =>
  cookies.keep(res, CHANNEL_COOKIE, channel, A_DAY_MS);

/** `/channel/APP?back=/orders`: says where the visitor works. */
export function chooseChannel(cookies: Cookies): Router {
  const router = Router();
  router.get('/channel/:channel', (req, res) => {
    if (isChannel(req.params.channel)) keepChannel(cookies, res, req.params.channel);
    const back = req.query['back'];
    res.redirect(303, localPath(typeof back === 'string' ? back : '/'));
  });
  return router;
}
