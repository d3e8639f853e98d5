/** `/language/en?back=/orders`: reads on in another language. */
import { Router } from 'express';
import { localPath } from '../http/local-path.ts';
import type { Cookies } from '../http/cookies.ts';
import { isLanguage, LANGUAGE_COOKIE } from './language.ts';

const A_YEAR_MS = 366 * 86_400_000;

export function chooseLanguage(cookies: Cookies): Router {
  const router = Router();
  router.get('/language/:language', (req, res) => {
    if (isLanguage(req.params.language)) cookies.keep(res, LANGUAGE_COOKIE, req.params.language, A_YEAR_MS);
    const back = req.query['back'];
    res.redirect(303, localPath(typeof back === 'string' ? back : '/'));
  });
  return router;
}
