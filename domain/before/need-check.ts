/** Is a filing needed? The wizard of domain-spec §1 as a pure function. */
import { z } from 'zod';

export const needQuestionSchema = z
  .strictObject({
    /** Where the domain points: the target decides, not the port (R-NEED-7). */
    target: z.enum(['NONE', 'MAINLAND', 'HONG_KONG_OR_OVERSEAS']),
    /** Accepted, but without effect: unfiled domains are found on any port (R-NEED-7). */
    port: z.int().min(1).max(65_535).optional(),
    /** Only an address without a domain leads to the site. */
    ipOnly: z.boolean().default(false),
    /** Whether the website can be reached already. */
    reachable: z.boolean().default(true),
    /** The organisation uses the domain for mail through a `mail.` host. */
    mailHost: z.boolean().default(false),
    /** Whose server it is. */
    server: z.enum(['HERE', 'ELSEWHERE', 'NONE']).default('HERE'),
    /** Where the registrable domain is filed; a sub-domain counts with its registrable domain (R-NEED-6). */
    filed: z.enum(['NO', 'HERE', 'ELSEWHERE']).default('NO'),
    subdomain: z.boolean().default(false),
    /** The address of a filed site changes. */
    addressChange: z.enum(['NO', 'WITHIN_PROVIDER', 'FROM_OTHER_PROVIDER']).default('NO'),
    /** The site has, or needs, an operational licence. */
    operationalLicence: z.boolean().default(false),
    /** The suffix is on MIIT's list. */
    suffixFileable: z.boolean().default(true),
  })
  .meta({ id: 'NeedQuestion' });
export type NeedQuestion = z.infer<typeof needQuestionSchema>;

export const NEED_ANSWERS = [
  'NOT_NEEDED',
  'NOT_YET',
  'FILE',
  'TRANSFER',
  'CHANGE_MANDATORY',
  'CHANGE_OPTIONAL',
  'NOT_HERE',
  'CANNOT_BE_FILED',
] as const;

export interface NeedAnswer {
  answer: (typeof NEED_ANSWERS)[number];
  rule: string;
  /** What follows, for the customer to read. */
  reason: string;
}

const answer = (kind: NeedAnswer['answer'], rule: string, reason: string): NeedAnswer => ({
  answer: kind,
  rule,
  reason,
});

/** The answer of the first case that fits, from "cannot be filed" to "must be filed". */
export function checkNeed(question: NeedQuestion): NeedAnswer {
  return (
    notFileable(question) ??
    pointsNowhere(question) ??
    addressChanges(question) ??
    filedAlready(question) ??
    mustFile(question)
  );
}

function notFileable({ ipOnly, target, suffixFileable, mailHost }: NeedQuestion): NeedAnswer | undefined {
  if (ipOnly && target === 'MAINLAND') {
    return answer(
      'CANNOT_BE_FILED',
      'R-NEED-14',
      'Sites reachable by IP address only cannot be filed here. Use a domain.',
    );
  }
  if (!suffixFileable && (target === 'MAINLAND' || mailHost)) {
    return answer(
      'CANNOT_BE_FILED',
      'R-NEED-16',
      'Domains with this suffix cannot be filed and are blocked on mainland servers. Use another domain, or a server outside the mainland.',
    );
  }
  return undefined;
}

function pointsNowhere({ target, mailHost, server, reachable, filed }: NeedQuestion): NeedAnswer | undefined {
  if (mailHost && target !== 'HONG_KONG_OR_OVERSEAS') return undefined;
  switch (target) {
    case 'HONG_KONG_OR_OVERSEAS':
      return filed === 'NO'
        ? answer('NOT_NEEDED', 'R-NEED-2', 'The domain points outside the mainland (Hong Kong included): no filing.')
        : answer(
            'NOT_NEEDED',
            'R-NEED-13',
            'There is nothing to file, and the record stays. But a filed domain that no longer points to the mainland may lose its access (C-20).',
          );
    case 'NONE':
      return server === 'NONE'
        ? answer('NOT_NEEDED', 'R-NEED-1', 'A domain alone needs no filing, only the verification of its owner.')
        : answer('NOT_NEEDED', 'R-NEED-5', 'A server to which no domain points needs no filing.');
    case 'MAINLAND':
      return reachable
        ? undefined
        : answer(
            'NOT_YET',
            'R-NEED-4',
            'The filing is needed before the site can be reached. Apply early, because a filing takes weeks.',
          );
    default:
      return target satisfies never;
  }
}

function addressChanges({ addressChange, operationalLicence }: NeedQuestion): NeedAnswer | undefined {
  switch (addressChange) {
    case 'NO':
      return undefined;
    case 'FROM_OTHER_PROVIDER':
      return answer('TRANSFER', 'R-NEED-9', 'The site comes from another provider: add the access here by a transfer.');
    case 'WITHIN_PROVIDER':
      return operationalLicence
        ? answer(
            'CHANGE_MANDATORY',
            'R-NEED-9',
            'The site has an operational licence: the new address needs a change order.',
          )
        : answer(
            'CHANGE_OPTIONAL',
            'R-NEED-9',
            'No order is needed; the address may be changed with the next change order.',
          );
    default:
      return addressChange satisfies never;
  }
}

function filedAlready({ filed, server, subdomain }: NeedQuestion): NeedAnswer | undefined {
  switch (filed) {
    case 'NO':
      return undefined;
    case 'HERE':
      return server === 'ELSEWHERE'
        ? answer('NOT_HERE', 'R-NEED-10', 'The site runs elsewhere: ask the provider of that server for a transfer.')
        : answer(
            'NOT_NEEDED',
            'R-NEED-6',
            'The registered domain is filed here. The filing holds in all mainland regions and covers sub-domains.',
          );
    case 'ELSEWHERE':
      return server === 'HERE'
        ? answer(
            'TRANSFER',
            subdomain ? 'R-NEED-6' : 'R-TYPE-8',
            'The registered domain is filed with another provider. Add this provider by a transfer; no new filing is needed.',
          )
        : answer('NOT_NEEDED', 'R-NEED-10', 'The domain is filed and stays with its provider: nothing to do here.');
    default:
      return filed satisfies never;
  }
}

function mustFile({ server, subdomain, mailHost }: NeedQuestion): NeedAnswer {
  if (server !== 'HERE') {
    return answer(
      'NOT_HERE',
      'R-NEED-10',
      "You have no server here: file with your server's provider. The domain's registrar does not matter.",
    );
  }
  if (subdomain) {
    return answer(
      'FILE',
      'R-NEED-6',
      'File the registered domain first; then the sub-domain works without a filing of its own.',
    );
  }
  if (mailHost) return answer('FILE', 'R-NEED-3', 'Mail of an organisation through a mail. host needs a filing.');
  return answer('FILE', 'R-NEED-2', 'The domain points to a mainland server: file it. Filing is free of charge.');
}
