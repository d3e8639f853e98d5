/** Rules about domains (R-DOM-1 to R-DOM-10): one registrable domain per website, registered here, by the filer, verified. */
import { isKnown, type DomainFacts } from '../assets/asset-facts.ts';
import {
  asciiHost,
  readableHost,
  registrableDomain,
  registrableLabel,
  suffixAmong,
  topSuffix,
} from '../identity/domain-name.ts';
import { daysFrom } from '../time/instant.ts';
import { registrantRules } from './domain-registrants.ts';
import { verifiedRules } from './domain-verification.ts';
import type { Order } from './order.ts';
import { blocking, unchecked, warning, type Verdict } from './verdict.ts';

export function domainRules(order: Order): Verdict[] {
  return [
    ...sameDomainTwice(order),
    ...Object.entries(order.form.websites).flatMap(([id, { domain }]) =>
      domain === undefined ? [] : oneDomain(order, id, domain),
    ),
  ];
}

/** One domain belongs to one website (R-LAW-4). */
function sameDomainTwice({ form }: Order): Verdict[] {
  const seen = new Set<string>();
  return Object.entries(form.websites).flatMap(([id, { domain }]) => {
    const own = domain === undefined ? undefined : registrableDomain(domain);
    if (own === undefined || !seen.has(own)) {
      if (own !== undefined) seen.add(own);
      return [];
    }
    return [
      blocking(`websites.${id}.domain`, 'DOMAIN_TWICE', 'Another website of this order has this domain already.'),
    ];
  });
}

function oneDomain(order: Order, id: string, domain: string): Verdict[] {
  const path = `websites.${id}.domain`;
  const own = registrableDomain(domain);
  if (own === undefined) return [blocking(path, 'DOMAIN_FORM', 'Give a domain such as example.cn.')];
  if (!isWritten(domain, own)) {
    return [
      blocking(
        path,
        'NOT_REGISTRABLE',
        'Only the registered domain is filed: leave out www and other sub-domains; they need no filing of their own.',
      ),
    ];
  }
  return [...suffixRules(order, path, domain), ...labelRules(order, path, domain), ...factRules(order, id, path)];
}

/** Whether the domain is given as it was registered, without `www` or other sub-domains. */
function isWritten(domain: string, own: string): boolean {
  return asciiHost(domain) === own;
}

function suffixRules({ policies, scope, on }: Order, path: string, domain: string): Verdict[] {
  const domainSuffix = topSuffix(domain);
  const { allowed, refused } = policies.resolve('domain.suffixAllowed', { ...scope, domainSuffix }, on);
  if (suffixAmong(domain, allowed) && !suffixAmong(domain, refused)) return [];
  const hotline = policies.resolve('review.hotline', scope, on);
  const advice = `Domains under ${domainSuffix ?? 'this suffix'} cannot be filed in this province. Use another domain; questions: ${hotline}.`;
  return [blocking(path, 'SUFFIX_NOT_FILEABLE', advice)];
}

function labelRules({ form, policies, scope, on }: Order, path: string, domain: string): Verdict[] {
  const text = `${readableHost(domain)} ${registrableLabel(domain) ?? ''}`;
  const words = policies.resolve('domain.labelRefused', scope, on);
  const word = words.find((each) => text.includes(each.normalize('NFKC')));
  if (word === undefined) return [];
  const advice = `Only national units may use “${word}” in a domain here.`;
  return [
    form.entity.kind === 'GOVERNMENT' ? warning(path, 'DOMAIN_LABEL', advice) : blocking(path, 'DOMAIN_LABEL', advice),
  ];
}

function factRules(order: Order, id: string, path: string): Verdict[] {
  const facts = order.domains[id];
  if (!isKnown(facts)) return [unchecked(path, 'DOMAIN_NOT_CHECKED', facts ?? 'OUTAGE')];
  if (!facts.registered) {
    return [
      blocking(path, 'DOMAIN_NOT_REGISTERED', 'The domain is not registered. Register it, then verify the registrant.'),
    ];
  }
  if (facts.mainlandRegistrar === false) {
    const advice =
      'The domain is registered outside the mainland. Transfer it to an approved mainland registrar first.';
    return [blocking(path, 'FOREIGN_REGISTRAR', advice)];
  }
  return [
    ...silence(path, facts),
    ...registrantRules(order, id, path, facts),
    ...remaining(order, path, facts),
    ...verifiedRules(order, path, facts),
  ];
}

/** What the registry does not say is no proof of anything: the reviewer finds it out, and says in the note what was found. */
function silence(path: string, facts: DomainFacts): Verdict[] {
  const say = (code: string, what: string) =>
    warning(path, code, `The registry does not say ${what}. The reviewer looks it up and says in the note what it is.`);
  return [
    ...(facts.mainlandRegistrar === undefined ? [say('REGISTRAR_NOT_KNOWN', 'where the domain is registered')] : []),
    ...(facts.expiresOn === undefined ? [say('EXPIRY_NOT_KNOWN', 'until when the domain is registered')] : []),
  ];
}

/** R-DOM-10: 89 days left are refused, 90 accepted. */
function remaining({ policies, scope, on }: Order, path: string, { expiresOn }: DomainFacts): Verdict[] {
  if (expiresOn === undefined) return [];
  const left = daysFrom(on, expiresOn);
  const least = policies.resolve('domain.minRemainingDays', scope, on);
  if (left >= least) return [];
  const code = left < 0 ? 'DOMAIN_EXPIRED' : 'DOMAIN_EXPIRES_SOON';
  return [
    blocking(path, code, `The domain must be registered for ${least} more days, it is for ${left}. Renew it first.`),
  ];
}
