/** The names of document slots, what to upload into each, and whose scans they hold (domain-spec §4). */
import type { Sector } from '../order/form.ts';

export const SLOT_ADVICE = {
  'entity-certificate':
    'Upload the latest certificate of the entity in colour (individuals: both sides of the ID), complete and legible.',
  'entity-head-id': "Upload both sides of the entity head's identity document in colour, in one image.",
  'site-head-id': "Upload both sides of the site head's identity document in colour, in one image.",
  'checklist-form':
    'Download the form, fill it in by hand with a black pen, sign it (organisations: seal it) and upload it.',
  'photo-in-hand':
    'Upload a photo of the site head holding the identity document (or the certificate of the organisation).',
  'backdrop-photo':
    'Take the photo before the backdrop or at a photo point: in person, upper body, backdrop text legible.',
  'entity-head-letter': 'Upload the letter by which the legal representative authorises the entity head, sealed.',
  'head-position-proof':
    'Upload the proof that the entity head is a shareholder or a manager: articles of association, or appointment, sealed.',
  'site-head-letter': 'Upload the letter by which the legal representative authorises the site head, sealed.',
  'residence-proof':
    'Upload the proof of residence in the province of filing (residence permit, deed, lease or insurance).',
  'minor-proof': "Upload the papers for a minor: the guardian's ID and household book, or proof of work or study.",
  'domain-certificate': 'Ask the registrar for the domain certificate and upload it.',
  'domain-identity-screenshot': "Upload the registrar's page that shows the verified registrant.",
  'domain-holder-proof': "Upload MIIT's proof form that the domain holder is a shareholder or senior manager.",
  'pre-approval-permit': 'Upload a colour scan of the permit or approval of the sector.',
  'health-approval': 'Upload a colour scan of the approval of the health authority.',
  'finance-undertaking':
    'Upload the undertaking titled 承诺书 (Letter of Undertaking), sealed and signed by the legal representative.',
  'finance-business-description': 'Upload a description of the business.',
  'finance-site-description': 'Upload a description of the website.',
  'finance-licence-copy': 'Upload a copy of the business licence.',
  'religious-approval': 'Upload the consent of the religious affairs bureau to the content of the website.',
  'party-building-proof': 'Upload the proof of party building; ask for it on 0991-6788-039.',
  'change-letter':
    'Upload the letter of the commerce office about the change of name; it may stand in one image with the checklist form.',
  'commitment-letter': "Upload the province's commitment letter, signed (organisations: sealed).",
  'establishment-form': 'Upload the form of the establishment office for government bodies and institutions.',
  'construction-plan': 'Upload the website construction plan; the province asks for it at your number of websites.',
} as const;
export type SlotName = keyof typeof SLOT_ADVICE;
export const SLOT_NAMES = Object.keys(SLOT_ADVICE) as readonly SlotName[];

/** What a website of a sector uploads beside the permit (§3.6). */
export const SECTOR_PAPERS: Readonly<Partial<Record<Sector, readonly SlotName[]>>> = {
  ADULT_PRODUCTS: ['health-approval'],
  FINANCE: ['finance-undertaking', 'finance-business-description', 'finance-site-description', 'finance-licence-copy'],
};

/** Whose scan a slot holds: one scan for the whole order, or one for each of these people or websites. */
export type SlotOwner = 'ORDER' | 'ENTITY_HEAD' | 'SITE_HEADS' | 'HEADS' | 'WEBSITES';
export const SLOT_OWNER: Readonly<Record<SlotName, SlotOwner>> = {
  'entity-certificate': 'ORDER',
  'entity-head-id': 'ENTITY_HEAD',
  'site-head-id': 'SITE_HEADS',
  'checklist-form': 'ORDER',
  'photo-in-hand': 'SITE_HEADS',
  'backdrop-photo': 'HEADS',
  'entity-head-letter': 'ENTITY_HEAD',
  'head-position-proof': 'ENTITY_HEAD',
  'site-head-letter': 'SITE_HEADS',
  'residence-proof': 'HEADS',
  'minor-proof': 'HEADS',
  'domain-certificate': 'WEBSITES',
  'domain-identity-screenshot': 'WEBSITES',
  'domain-holder-proof': 'WEBSITES',
  'pre-approval-permit': 'WEBSITES',
  'health-approval': 'WEBSITES',
  'finance-undertaking': 'WEBSITES',
  'finance-business-description': 'WEBSITES',
  'finance-site-description': 'WEBSITES',
  'finance-licence-copy': 'WEBSITES',
  'religious-approval': 'WEBSITES',
  'party-building-proof': 'ORDER',
  'change-letter': 'ORDER',
  'commitment-letter': 'ORDER',
  'establishment-form': 'ORDER',
  'construction-plan': 'ORDER',
};
