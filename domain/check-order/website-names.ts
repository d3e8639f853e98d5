/** How a website may be called (R-SITE-4; R-SITE-5 for individuals). */
import type { Website } from '../order/form.ts';
import { readableHost, registrableDomain, registrableLabel } from '../identity/domain-name.ts';
import { listedWordIn } from './listed-words.ts';
import type { Order } from './order.ts';
import { blocking, warning, type Verdict } from './verdict.ts';

/** Words for national units only; of government bodies a reviewer looks whether it is one. */
const NATIONAL_PREFIX = /中国|中华|中央|人民|人大|国家/;

export function nameRules({ form, policies, scope, on }: Order, id: string, { name, domain }: Website): Verdict[] {
  if (name === undefined) return [];
  const path = `websites.${id}.name`;
  const say = (code: string, advice: string) => [blocking(path, code, advice)];
  if (isDomain(name, domain)) return say('NAME_IS_DOMAIN', 'Do not use the domain as name; describe the content.');
  if (/^[\p{Script=Latin}\d\s]+$/u.test(name)) {
    return say('NAME_ONLY_LETTERS_OR_DIGITS', 'The name must not be only digits or letters; use Chinese characters.');
  }
  if (/[^\p{Script=Han}\p{Script=Latin}\d\s]/u.test(name)) {
    return say('NAME_SPECIAL_CHARACTERS', 'The name must not contain special characters.');
  }
  if ((name.match(/\p{Script=Han}/gu) ?? []).length < 3) {
    return say('NAME_TOO_SHORT', 'The name needs at least three Chinese characters.');
  }
  const listed = listedWordIn(name, policies.resolve('keywords.siteName', scope, on));
  if (listed === undefined) return [];
  const { word, found } = listed;
  const perhapsNational = form.entity.kind === 'GOVERNMENT' && NATIONAL_PREFIX.test(word);
  if (found === 'CERTAINLY' && !perhapsNational) {
    return say('NAME_WORD', `The name must not contain “${word}”. Choose a name that describes the content.`);
  }
  const advice = `The name contains “${word}”. The reviewer looks whether it may, and says why; a name without it is certain.`;
  return [warning(path, 'NAME_WORD', advice)];
}

function isDomain(name: string, domain: string | undefined): boolean {
  if (domain === undefined) return false;
  const text = name.trim().toLowerCase();
  const own = registrableDomain(domain);
  return (
    text === domain.toLowerCase() ||
    (own !== undefined && registrableDomain(text) === own) ||
    text === registrableLabel(domain) ||
    text === readableHost(domain) ||
    (own !== undefined && text === readableHost(own).split('.')[0])
  );
}
