/**
 * Every policy key of domain-spec §11 with its meaning and the form of its value. The data files in `rows/` say which value
 * holds where and since when.
 */
import { z } from 'zod';
import { ACCESS_METHODS, CONTENT_CATEGORIES, PROVINCES } from '../order/form.ts';
import { businessDays, calendarDays, hours, type TimeOfDay } from '../time/instant.ts';
import { isoDate } from '../time/iso-date.ts';
import { orderTypeSchema } from '../order-types/order-type.ts';

const bd = z.int().min(0).max(250).transform(businessDays);
const cd = z.int().min(0).max(3650).transform(calendarDays);
const h = z.number().min(0).max(8760).transform(hours);
const count = z.int().min(0).max(1_000_000_000);
const perDay = z.int().min(5).max(10_000);
const minutes = z.int().min(0).max(10_080);
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day such as 18:00')
  .transform((time): TimeOfDay => time as TimeOfDay);
const words = z.array(z.string().min(1).max(60)).max(1000);
/**
 * Words that are looked for in what people write. `except` names longer words in which the word is no matter (中央 in 中央空调);
 * `severity` `WARNING` leaves the word to the reviewer.
 */
const listedWords = z
  .array(
    z.union([
      z.string().min(1).max(60),
      z.strictObject({
        word: z.string().min(1).max(60),
        except: z.array(z.string().min(1).max(60)).min(1).max(100).optional(),
        severity: z.literal('WARNING').optional(),
      }),
    ]),
  )
  .max(1000);
const text = z.string().min(1).max(4000);
const bilingual = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });
const orderTypes = z.array(orderTypeSchema);
const yesNo = z.enum(['YES', 'NO']);
const asked = z.enum(['ASKED', 'NOT_ASKED']);
const bdRange = z.strictObject({ earliest: bd, latest: bd });
const headRoles = z.array(z.enum(['ENTITY_HEAD', 'SITE_HEADS']));

export const policyValues = {
  'calendar.bdClose': timeOfDay,

  /**
   * The days that people and parties may mean: a date before or after is refused where it enters. It lies within 1900 to 2100,
   * beyond which nothing is counted (`domain/time/date-range.ts`). Validity of policy rows is not bound by it.
   */
  'dates.range': z
    .strictObject({ firstDay: isoDate(), lastDay: isoDate() })
    .refine(({ firstDay, lastDay }) => firstDay <= lastDay, 'lastDay lies before firstDay'),

  /** Order types for which MIIT sends codes; empty where it does not. */
  'sms.scope': orderTypes,
  'sms.timeoutHours': h,
  'sms.resubmitDelayHours': h,
  'sms.resubmit': z.enum(['AUTO_24H', 'USER_IMMEDIATE', 'NONE']),
  'sms.maxAutoResubmits': count,
  'sms.reminderHours': z.array(h),
  'sms.persons': headRoles,
  'sms.maxWrongEntries': count,

  'authenticity.method': z.enum(['LIVENESS_APP', 'BUREAU_APP', 'BACKDROP', 'PHOTO_POINT']),
  'authenticity.phase': z.enum(['BEFORE_SUBMIT', 'AFTER_PRELIM']),
  'authenticity.persons': headRoles,
  'authenticity.resultValidHours': h,
  'authenticity.linkValidHours': h,
  'authenticity.maxFails': count,
  /** How often a day a face check is opened at the vendor, whatever comes of it: of one person, and of one order in all. */
  'authenticity.startsPerDay': z.strictObject({ perPerson: count, perOrder: count }),
  /** The vendor is asked about one face check no more often than this, whoever wants to know. */
  'authenticity.askEverySeconds': z.int().min(0).max(3600),
  'authenticity.recheckOnResubmit': z.enum(['CHANGED_ONLY', 'ALWAYS']),
  /** Whether the provider's app takes uploads and the site head's photo. */
  'authenticity.photoInApp': yesNo,

  'channel.types': orderTypes,
  'channel.certificateUpload': z.enum(['ANY', 'APP_OR_MINI']),

  'sla.prelimBd': bd,
  'sla.forwardBd': bd,
  /** The shortest review and the shortest way to the bureau; `sla.prelimBd` and `sla.forwardBd` are the longest. */
  'sla.earliestBd': z.strictObject({ prelim: bd, forward: bd }),
  'sla.photoBd': bd,
  'sla.mailBd': bd,
  'review.secondary': z.enum(['FOUR_EYES', 'SAME_PERSON']),
  'review.claimHours': h,
  'review.hotline': text,
  /** Whether a reviewer ticks an item before an order is approved (`domain/review/item-texts.ts`). */
  'review.item': z.enum(['TICKED', 'NOT_ASKED']),
  'call.retryMinutes': minutes,
  'call.maxAttempts': count,
  'bureau.expectedBd': bdRange,
  'bureau.legalBd': bd,
  'bureau.decisionScope': z.enum(['ORDER', 'WEBSITE']),
  'dereg.bd': bdRange,
  'sync.bd': bd,

  'order.stepExpiryDays': cd,
  'order.draftExpiryDays': cd,
  'order.reminderDays': z.array(cd),
  'order.reminderTime': timeOfDay,
  'order.expiredKeepDays': cd,
  /**
   * How often a day an action may be taken on one order, as far as it can be repeated without anybody else or is refused: by
   * the customer, by each member of staff, by each outside party. `edits` are those that bring a draft into another state.
   */
  'order.actionsPerDay': z.strictObject({ applicant: perDay, staff: perDay, party: perDay, edits: perDay }),
  /** How often a day one member of staff usually looks at data of people in clear; above it operators are told. */
  'reads.clearPerDay': perDay,
  /**
   * How often a day the people of one account may have types checked, and for how many certificate numbers: each answer says
   * whether somebody's order is in progress.
   */
  'type.checksPerDay': z.strictObject({ checks: perDay, certificates: z.int().min(1).max(100) }),
  /** How many questions of one account the filing desk has before it at one time, where nothing looks records up. */
  'lookUps.openPerAccount': z.int().min(1).max(1000),
  /** Until when an order under review may be withdrawn: until it is decided, or until a reviewer does the next step (C-26). */
  'order.withdrawRule': z.enum(['WHILE_UNDECIDED', 'UNTIL_NEXT_STEP']),
  /**
   * How many SMS and how many mails a number or a mailbox that a form names takes a day, over all orders; N-5 and N-6 are not
   * counted, so there is always room for them.
   */
  'message.perAddressAndDay': z.strictObject({ sms: count, email: count }),
  /**
   * Whether a mobile that a form names is sent nothing before somebody has answered a code that was sent to it. A proof holds
   * `validDays` for all orders of the account; a code is good for `codeMinutes` and so many wrong entries.
   */
  'message.numberProof': z.union([
    z.literal('NOT_NEEDED'),
    z.strictObject({
      validDays: z.int().min(1).max(3650).transform(calendarDays),
      codeMinutes: z.int().min(1).max(60),
      maxWrongEntries: z.int().min(1).max(20),
      codesPerDay: z.strictObject({ perNumber: z.int().min(1).max(50), perAccount: z.int().min(1).max(500) }),
    }),
  ]),
  /**
   * The code by which the holder of a filing confirms an order (R-DEREG-7), where the type of the order asks for one. It stands for so
   * many hours, and for the order as it was then.
   */
  'confirmation.holderCode': z.strictObject({
    codeMinutes: z.int().min(1).max(60),
    maxWrongEntries: z.int().min(1).max(20),
    codesPerDay: z.strictObject({ perNumber: z.int().min(1).max(50), perAccount: z.int().min(1).max(500) }),
    standsHours: h,
  }),
  'backdrop.shipDays': cd,
  'mail.transitDays': cd,
  'mail.required': yesNo,
  'mail.address': z.strictObject({ recipient: text, address: text, phone: z.string().max(60).optional() }),
  /** Which papers to post; a sector and a construction plan bring their own. */
  'mail.papers': z
    .array(z.strictObject({ paper: text, copies: z.int().min(1).max(20) }))
    .min(1)
    .max(50),
  /** How to post them. */
  'mail.rules': z.array(text).max(50),
  'transfer.provisionalDays': cd,
  'transfer.reminderDaysLeft': z.array(cd),
  'transfer.provisionalAccess': z.enum(['PRELIM_45CD', 'AFTER_BUREAU']),
  'transfer.clockFulfilledAt': z.enum(['BUREAU_REVIEW', 'COMPLETED']),
  'transfer.unblockDelayMinutes': minutes,
  /** Whether a bureau wants a record changed before a transfer or after it (R-ORD-4, R-TRF-5). */
  'transfer.recordChanges': z.strictObject({
    when: z.enum(['BEFORE_OR_AFTER', 'BEFORE', 'AFTER']),
    withinBd: bd.optional(),
  }),

  /** The names a website may have, with `{name}` for that of the entity; none where it is free. Whether letters may stand in it. */
  'site.nameForms': z.strictObject({
    forms: z.array(z.string().min(3).max(60)).max(20),
    latin: z.enum(['ALLOWED', 'REFUSED']),
  }),
  /** Whether a name may hold that of a place, or of a person besides the one who files; `REFUSED_ALONE`: a place and nothing more. */
  'site.namePlaces': z.enum(['ALLOWED', 'REFUSED', 'REFUSED_ALONE']),
  'site.maxPerOrder': count,
  /** Above this number of websites of the entity, new ones included, an order may have one (§11.1 JX). */
  'site.singleAbove': z.union([count, z.literal('NEVER')]),
  /** From this number of websites of the entity on, new ones included, the remark explains what each is for. */
  'site.explanationFrom': z.union([count, z.literal('NEVER')]),
  /** Words that a website's remark must hold: what its owner declares (R-SITE-10). */
  'site.remarkMustSay': words,
  /** Whether a website that is only there for a mini-program says so in its remark. */
  'site.miniProgramRemark': yesNo,
  /** Whether the remark explains a website with several addresses. */
  'site.severalAddresses': z.enum(['FREE', 'REMARK']),
  /** Whether games name their publication number. */
  'site.gamesNumber': yesNo,
  'site.maxPerTransfer': count,
  'site.maxPerEntity': z.union([count, z.literal('NO_LIMIT')]),
  /** Minimum length of a website's remark; 0 where no remark is needed (R-SITE-10). */
  'site.minRemarkLength': count,
  /** Content categories a bureau does not accept. */
  'site.contentRefused': z.array(z.enum(CONTENT_CATEGORIES)),
  'domain.maxPerSite': count,
  /** Suffixes are written as people read them (`.中国`). A suffix in both lists is refused. */
  'domain.suffixAllowed': z.strictObject({ allowed: words, refused: words }),
  /** Words that the registrable label must not contain unless the entity is a national one (R-DOM-7). */
  'domain.labelRefused': words,
  /** Which people may hold the domain of an organisation, where a proof is uploaded (R-DOM-3); empty where nobody may. */
  'domain.holderProof': z.array(z.enum(['LEGAL_REPRESENTATIVE', 'SHAREHOLDER', 'SENIOR_MANAGER'])),
  'domain.minRemainingDays': cd,
  /** Suffixes whose registries suspend a domain when its owner is not verified within this time. */
  'domain.verifyWithin': z.strictObject({ suffixes: words, days: cd }),
  'domain.realNameWait': z.strictObject({ here: cd, elsewhere: bd }),
  'server.rules': z.strictObject({ minTermMonths: count, sitesPerInstance: count }),
  'server.minRemainingMonths': count,
  /** How servers of a product are reached (接入方式), where the provider's system does not say it (R-HO-1). */
  'server.accessMethod': z.enum(ACCESS_METHODS),
  /** The same where the bureau takes MIIT's codes, which know a cloud (R-HO-4). */
  'server.accessMethodInCodes': z.enum(ACCESS_METHODS),
  'code.maxPerServer': count,
  'code.accountKind': z.enum(['ENTERPRISE', 'ANY']),

  'person.minAge': count,
  /** Below the minimum age: the age from which a person may still file, and with which proofs; `NONE` where it is not possible. */
  'person.minorDocs': z.union([
    z.literal('NONE'),
    z.strictObject({ fromAge: count, proofs: z.array(z.enum(['GUARDIAN', 'WORK_OR_STUDY', 'INCOME'])).min(1) }),
  ]),
  'person.maxAge': z.union([z.literal('NONE'), z.strictObject({ men: count, women: count })]),
  /** Whether a mobile of the province is wanted: of nobody, of everybody, of individuals from elsewhere, or as advice only. */
  'person.mobileRegion': z.enum(['ANY', 'LOCAL', 'LOCAL_IF_ELSEWHERE', 'ADVISED']),
  /**
   * How many different numbers contacts and emergency contacts must have together, where the heads are several people; one person gives
   * two, or as many as this where it is less (R-PER-7).
   */
  'person.contactRules': z.strictObject({ differentNumbers: z.int().min(1).max(4) }),
  /** Whose number the emergency contact may be: anybody's, or only that of somebody who heads nothing in this order. */
  'person.emergencyContact': z.enum(['ANYBODY', 'THIRD_PERSON']),
  /**
   * Whether each person in charge of an organisation gives a land line, whatever the bureau takes: always, or a remark instead. Area codes
   * say where it must be; none where it may be anywhere.
   */
  'person.landLine': z.strictObject({
    rule: z.enum(['NOT_ASKED', 'MUST', 'OR_REMARK']),
    areaCodes: z.array(z.string().regex(/^0\d{2,3}$/)).max(100),
  }),
  /** Whether each person in charge gives an office phone, where the bureau takes MIIT's codes (R-HO-2). */
  'person.officePhone': asked,
  'person.unsupportedPrefixes': z.array(z.string().regex(/^1\d{1,6}$/)),
  'person.idMinRemainingDays': cd,
  'watch.daysBefore': z.array(cd),

  /** `MANAGER`: the legal representative, or a shareholder or manager with letter and proof. */
  'entity.headMustBeLegalRep': z.enum(['MUST', 'LETTER', 'MANAGER', 'FREE']),
  /** Whether the remark of the entity says which post the head has whom a letter authorises. */
  'entity.headLetterRemark': yesNo,
  'entity.headsSamePerson': z.enum(['NO', 'ALWAYS', 'IF_HEAD_NOT_LEGAL_REP']),
  /** Whether the investor or supervising unit is asked for, where the bureau takes MIIT's codes (R-HO-2). */
  'entity.investor': asked,
  /** Whether the investor or supervising unit of an organisation is given and is the organisation itself. */
  'entity.investorIs': z.enum(['ANYBODY', 'ENTITY']),
  /** What becomes of an entity with several filing numbers that files a further website or a transfer (R-ACC-10). */
  'entity.severalNumbers': z.enum(['ALLOWED', 'DEREGISTER_ONE']),
  /** What proves where an individual from elsewhere lives, in the words for the customer. */
  'entity.residenceProofs': bilingual,
  'entity.siteHeadLetter': yesNo,
  /** What a bureau asks of a head without a mainland ID card (R-PER-9). */
  'entity.foreignHead': z.enum(['ACCEPTED', 'DELEGATES']),
  /** How long the entity's certificate must still be valid. */
  'entity.certMinRemainingDays': cd,
  'entity.nonLocalIndividual': z.enum(['PROOF', 'NO', 'UNKNOWN']),
  'entity.certAddressSameCity': z.enum(['SAME_CITY', 'SAME_PROVINCE']),
  'change.personToOrg': z.enum([
    'NO',
    'FREE',
    'IF_LEGAL_REP',
    'WITH_DOMAIN_CERTIFICATE',
    'ORGANISATION_ONLY',
    'UNKNOWN',
  ]),
  'change.orgToPerson': z.literal('NEVER'),

  /** Whether a document slot is asked for; `ON_REQUEST` is offered but needed only when a reviewer asks. */
  'material.required': z.enum(['MANDATORY', 'ON_REQUEST', 'NOT_USED']),
  /** A construction plan is mandatory when the entity has this many websites or more. */
  'material.constructionPlanFrom': z.union([count, z.literal('NEVER')]),
  /** From this number of websites of the entity on, new ones included, each domain brings its certificate. */
  'material.domainCertificatesFrom': z.union([count, z.literal('NEVER')]),
  'material.template': z.strictObject({ version: z.string().min(1).max(60), title: text, body: text }),
  'material.upload': z.strictObject({ mediaTypes: z.array(z.string()).min(1), maxBytesExclusive: count }),
  /** Width times height of an uploaded image, at most (R-HO-6). */
  'material.maxPixels': count,
  /** How long the small JPEG of an image may be as base64 text, in characters (R-HO-5). */
  'material.maxBase64': count,
  /** How many versions of one slot are kept at a time. */
  'material.maxVersions': count,
  /** How many bytes of images one order keeps, and one account in all its orders that are not completed. */
  'material.maxBytes': z.strictObject({ perOrder: count, perAccount: count }),
  /** After how many days a replaced image goes that nobody decided on. */
  'material.replacedKeepDays': cd,

  /** After how many days the data of an order goes whose customer gave it up. */
  'retention.abandonedDays': cd,
  /** The same of an order that the provider ended. */
  'retention.cancelledDays': cd,
  /** The same of an order whose type the bureau refused. */
  'retention.returnedDays': cd,
  /** The same of an expired order, after `order.expiredKeepDays` have passed. */
  'retention.expiredDays': cd,
  /** After how many days form and images of a completed order go, from the end of its record on. */
  'retention.imagesDays': cd,
  /** After how many days a replaced or removed image goes that somebody had decided on; see `material.replacedKeepDays` for others. */
  'retention.decidedVersionsDays': cd,
  /** After how many days without order and record the addresses of an account go. */
  'retention.accountDays': cd,

  'preapproval.sectors': z.union([
    z.literal('NOT_NEEDED'),
    z.strictObject({ authority: text, permit: text, documents: text }),
  ]),
  'bbs.approval': z.enum(['GRANTED', 'STOPPED']),
  /** Words in name or remark that hint at a sector; a reviewer checks the website when no sector was chosen (R-PRE-2). */
  'keywords.sector': listedWords,
  /** Whether a word that certainly hints at a sector stops an order until the sector is chosen. */
  'sector.hinted': z.enum(['WARNING', 'BLOCKING']),
  /** Whether finance may bring the undertaking instead of the permit. */
  'finance.proof': z.enum(['PERMIT', 'PERMIT_OR_UNDERTAKING']),
  /** Words of religion, for which the religious affairs bureau gives its consent. */
  'keywords.religion': listedWords,
  /** Contents of a website that hint at a sector in the same way. */
  'contents.sector': z.array(z.enum(CONTENT_CATEGORIES)),
  /** Which regulator allows which financial business (R-PRE-15). */
  'finance.regulators': z.array(z.strictObject({ business: bilingual, regulator: bilingual })).max(50),
  'keywords.siteName': listedWords,
  'keywords.explicit': listedWords,

  'psb.anchor': z.enum(['NUMBER_ISSUED', 'GO_LIVE']),
  'psb.days': cd,
  'psb.iconDays': cd,
  'psb.reminderDaysLeft': z.array(cd),
  'psb.platform': text,
  'footer.icpLink': z.url(),
  'footer.copyrightProvinces': z.array(z.enum(PROVINCES)),
  'inspection.rectifyDays': cd,
  /** Until when a bureau hears what was done about a website without a filing on the provider's addresses (R-MI-4). */
  'unfiled.handleDays': cd,
  'inspection.ipMustBelong': z.enum(['YES', 'WARN_ONLY']),
  'password.required': orderTypes,
  'licence.assistCities': words,

  /** Where customers get help. */
  'provider.contacts': z.strictObject({ tickets: z.url(), hotline: text, hours: text }),
  /** The name servers that customers may use. */
  'provider.nameServers': words,

  /** Further rules of the bureau, for people to read (§11.1). */
  'province.remarks': z.array(text).max(100),
} as const satisfies Record<string, z.ZodType>;

export type PolicyKey = keyof typeof policyValues;
export const isPolicyKey = (key: string): key is PolicyKey => Object.hasOwn(policyValues, key);
