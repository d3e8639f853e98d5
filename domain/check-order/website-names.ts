/** How a website may be called (R-SITE-4; R-SITE-5 for individuals). */
import type { Website } from '../order/form.ts';
import { readableHost, registrableDomain, registrableLabel } from '../identity/domain-name.ts';
import { listedWordIn } from './listed-words.ts';
import type { Order } from './order.ts';
import { personIn } from './person-names.ts';
import { isPlaceAlone, placeIn } from './place-names.ts';
import { blocking, warning, type Verdict } from './verdict.ts';

/** Words for national units only; of government bodies a reviewer looks whether it is one. */
const NATIONAL_PREFIX = /中国|中华|中央|人民|人大|国家/;

export function nameRules(order: Order, id: string, { name, domain }: Website): Verdict[] {
  const { form: asked, policies, scope, on } = order;
  if (name === undefined) return [];
  const path = `websites.${id}.name`;
  const say = (code: string, advice: string) => [blocking(path, code, advice)];
  if (order.namesBlacklisted?.includes(id) === true) return say('NAME_BLACKLISTED', BLACKLISTED);
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
  const form = nameForms(order, path, name);
  if (form.length > 0) return form;
  const listed = listedWordIn(name, policies.resolve('keywords.siteName', scope, on));
  const others = [...places(order, path, name), ...people(order, path, name)];
  if (listed === undefined) return others;
  const { word, found } = listed;
  const perhapsNational = asked.entity.kind === 'GOVERNMENT' && NATIONAL_PREFIX.test(word);
  if (found === 'CERTAINLY' && !perhapsNational) {
    return say('NAME_WORD', `The name must not contain “${word}”. Choose a name that describes the content.`);
  }
  const advice = `The name contains “${word}”. The reviewer looks whether it may, and says why; a name without it is certain.`;
  return [warning(path, 'NAME_WORD', advice), ...others];
}

/** How some bureaus want a name to be formed: Jiangsu once took two names of individuals only, Chongqing takes no English. */
function nameForms({ form, policies, scope, on }: Order, path: string, name: string): Verdict[] {
  const asked = policies.resolve('site.nameForms', scope, on);
  const forms = asked.forms.map((each) => each.replace('{name}', form.entity.name ?? ''));
  if (forms.length > 0 && !forms.includes(name.trim())) {
    return [blocking(path, 'NAME_FORM', `This bureau takes only: ${asked.forms.join(', ')}. {name} is your own name.`)];
  }
  if (asked.latin === 'REFUSED' && /\p{Script=Latin}/u.test(name)) {
    return [blocking(path, 'NAME_NOT_CHINESE', 'This bureau takes names in Chinese only. Write it without letters.')];
  }
  return [];
}

/** R-SITE-5: an individual's website is not called after a place, and in some provinces nobody's is called a place and nothing more. */
function places({ policies, scope, on }: Order, path: string, name: string): Verdict[] {
  const rule = policies.resolve('site.namePlaces', scope, on);
  if (rule === 'ALLOWED') return [];
  if (rule === 'REFUSED_ALONE') {
    return isPlaceAlone(name)
      ? [blocking(path, 'NAME_PLACE', 'Only its government calls a website by the name of a place. Say whose it is.')]
      : [];
  }
  const place = placeIn(name);
  if (place === undefined) return [];
  if (place.isCertain) {
    return [blocking(path, 'NAME_PLACE', `“${place.name}” is a place. Individuals choose a name without a place.`)];
  }
  const advice = `“${place.name}” may be a place. The reviewer looks whether it is one, and says so; a name without it is certain.`;
  return [warning(path, 'NAME_PLACE', advice)];
}

/** R-SITE-5: after nobody but the person who files. */
function people({ form, policies, scope, on }: Order, path: string, name: string): Verdict[] {
  if (policies.resolve('site.namePlaces', scope, on) !== 'REFUSED') return [];
  const person = personIn(name);
  if (person === undefined || person === form.entity.name?.normalize('NFKC')) return [];
  return [warning(path, 'NAME_OF_PERSON', NAME_OF_PERSON)];
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

const BLACKLISTED =
  'The bureaus have blacklisted a website of this name, so it cannot be filed again. Choose another name.';
const NAME_OF_PERSON =
  'The name may begin with that of somebody else. The reviewer looks who it is, and says so; a name without it is certain.';
