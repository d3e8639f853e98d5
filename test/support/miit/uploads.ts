/** Uploads of every kind, made up at random within what the interface allows. */
import fc from 'fast-check';
import { addressReport, type AddressReport } from '../../../adapters/bureau/miit/documents/address-report.ts';
import { change } from '../../../adapters/bureau/miit/documents/change.ts';
import { firstFiling } from '../../../adapters/bureau/miit/documents/first-filing.ts';
import { newAccesses } from '../../../adapters/bureau/miit/documents/new-access.ts';
import { newWebsites } from '../../../adapters/bureau/miit/documents/new-website.ts';
import type {
  AccessPart,
  Attachment,
  EntityPart,
  Head,
  NewWebsite,
  WebsitePart,
} from '../../../adapters/bureau/miit/documents/parts.ts';
import { removals } from '../../../adapters/bureau/miit/documents/removal.ts';
import type { Sender } from '../../../adapters/bureau/miit/documents/upload-document.ts';
import { unfiledHandlings } from '../../../adapters/bureau/miit/documents/unfiled-handling.ts';
import { verificationMaterial } from '../../../adapters/bureau/miit/documents/verification-material.ts';
import { verificationResult } from '../../../adapters/bureau/miit/documents/verification-result.ts';

export const SENDER: Sender = { version: 'V.3.0', ispId: '330000009999' };

/** Characters that GBK has, with those that XML wants escaped. */
const character = fc.constantFrom(...Array.from('备案示例公司网站测试与之甲乙丙丁0123456789abcXYZ（）·-_&<>"\' '));
const text = (least: number, most: number) =>
  fc
    .array(character, { minLength: least, maxLength: Math.min(most, least + 30) })
    .map((characters) => characters.join('').trim().padEnd(least, '例'));
const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);
const area = fc.integer({ min: 100_000, max: 999_999 }).map(String);
const code = (most: number) => fc.integer({ min: 1, max: most });
const telephone = fc.stringMatching(/^[1-9]\d{2,3}-?\d{8}$/);
const mailbox = fc.stringMatching(/^[a-z]{3,20}@[a-z]{3,20}\.cn$/);
const digits32 = fc.stringMatching(/^[0-9a-f]{32}$/);
const address = fc.ipV4().filter((one) => one !== '0.0.0.0');
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const number = fc.stringMatching(/^[京粤浙]ICP备20\d{8}号$/);
const image = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const onRecord = fc.oneof(
  id.map((each) => ({ id: each })),
  number.map((each) => ({ number: each })),
);

const head = fc.record<Head, 'name' | 'mobile' | 'email'>(
  {
    name: text(1, 128),
    officePhone: telephone,
    mobile: telephone,
    email: mailbox,
    documentType: code(999),
    documentNumber: text(1, 128),
  },
  { requiredKeys: ['name', 'mobile', 'email'] },
);
const place = fc.record(
  { province: area, city: area, county: area, address: text(1, 1024) },
  { requiredKeys: ['province', 'city'] },
);
const entity = fc.record<EntityPart, 'name' | 'nature' | 'place' | 'certificate' | 'head'>(
  {
    name: text(1, 255),
    nature: code(999),
    investor: text(1, 255),
    place,
    certificate: fc.record({ type: code(11), number: text(1, 255), address: text(1, 1024) }),
    head,
    remark: text(1, 1024),
  },
  { requiredKeys: ['name', 'nature', 'place', 'certificate', 'head'] },
);

const access = fc.record<AccessPart>({
  places: fc.array(code(64), { minLength: 1, maxLength: 3 }),
  methods: fc.array(code(64), { minLength: 1, maxLength: 3 }),
  addresses: fc.array(
    fc.record({ own: id, province: id, from: address, to: address }, { requiredKeys: ['own', 'from', 'to'] }),
    { minLength: 1, maxLength: 4 },
  ),
});
const withoutProvince = access.map(({ addresses, ...rest }): AccessPart => ({
  ...rest,
  addresses: addresses.map(({ own, from, to }) => ({ own, from, to })),
}));
const withProvince = access.map(({ addresses, ...rest }): AccessPart => ({
  ...rest,
  addresses: addresses.map((one) => ({ ...one, province: one.own })),
}));

const preApproval = fc.record({
  kind: code(64),
  number: text(1, 512),
  scans: fc.array(image, { minLength: 1, maxLength: 10 }),
});
const website = fc.record<WebsitePart, Exclude<keyof WebsitePart, 'homeUrl' | 'remark'>>(
  {
    name: text(1, 512),
    preApprovals: fc.array(preApproval, { maxLength: 3 }),
    contents: fc.array(code(64), { minLength: 1, maxLength: 5 }),
    languages: fc.array(code(64), { minLength: 1, maxLength: 5 }),
    domains: fc.array(fc.record({ own: id, domain: fc.domain() }), { minLength: 1, maxLength: 3 }),
    head,
    homeUrl: fc.domain().map((domain) => `www.${domain}`.slice(0, 255)),
    remark: text(1, 1024),
  },
  { requiredKeys: ['name', 'preApprovals', 'contents', 'languages', 'domains', 'head'] },
);
const newWebsite = fc
  .tuple(website, id, fc.array(fc.tuple(withoutProvince, id), { minLength: 1, maxLength: 2 }))
  .map(([part, own, accesses]): NewWebsite => ({
    ...part,
    own,
    accesses: accesses.map(([one, each]) => ({ ...one, own: each })),
  }));
const oneToTen = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: 1, maxLength: 10 });

const attachment = fc.record<Attachment, 'format' | 'use' | 'content' | 'about'>(
  { format: code(9), use: code(9), content: image, about: fc.constantFrom('ENTITY', 'WEBSITE'), remark: text(1, 256) },
  { requiredKeys: ['format', 'use', 'content', 'about'] },
);
const attachments = fc.array(
  fc.tuple(attachment, onRecord).map(([one, object]) => ({ ...one, object })),
  { maxLength: 12 },
);
const ownAttachments = fc.array(
  fc.tuple(attachment, id).map(([one, own]) => ({ ...one, own })),
  { maxLength: 12 },
);
const maybe = <Item>(item: fc.Arbitrary<Item>) => fc.option(item, { nil: undefined });

const usage = fc.constantFrom('STATIC', 'DYNAMIC', 'UNKNOWN');
const usingUnit = fc.record(
  {
    name: text(1, 255),
    nature: code(999),
    unitClass: code(999),
    sector: code(999),
    place: fc.record(
      { province: area, city: area, county: area, address: text(1, 512) },
      { requiredKeys: ['province', 'city', 'address'] },
    ),
    contact: fc.record({ name: text(2, 20).map((name) => name.slice(0, 20)), telephone, email: mailbox }),
  },
  { requiredKeys: ['name', 'nature', 'place', 'contact'] },
);
const range = { from: address, to: address };
const gateway = fc.record({ address, place: text(1, 512) }, { requiredKeys: [] });
const source = fc.record({ ...range, unit: id });
const allocation = fc.oneof(
  fc.record({
    ...range,
    as: fc.constant('USED_BY_CUSTOMER'),
    usage,
    since: day,
    user: usingUnit,
    forwards: fc.boolean(),
    gateway,
  }),
  fc.record({ ...range, as: fc.constant('ALLOCATED_FURTHER'), unit: id }),
  fc.record({ ...range, as: fc.constant('OWN_USE'), usage, since: day }),
  fc.record({ ...range, as: fc.constant('RESERVED') }),
);
const ownAddresses = fc.record({
  ...range,
  usage,
  since: day,
  user: usingUnit,
  forwards: fc.boolean(),
  gateway: fc.record({ address, place: text(1, 512) }),
  source: fc.oneof(
    id.map((unit) => ({ unit })),
    text(1, 255).map((name) => ({ name })),
  ),
});
const broadcast = fc.record({ ...range, announcing: id, applying: id });
const some = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: 1, maxLength: 3 });
const report = fc.record(
  {
    added: fc.record(
      {
        sources: some(fc.tuple(source, id).map(([one, own]) => ({ ...one, own }))),
        allocations: some(fc.tuple(allocation, id).map(([one, own]) => ({ ...one, own }))),
        ownAddresses: some(fc.tuple(ownAddresses, id).map(([one, own]) => ({ ...one, own }))),
        broadcasts: some(fc.tuple(broadcast, id).map(([one, own]) => ({ ...one, own }))),
      },
      { requiredKeys: [] },
    ),
    changed: fc.record(
      {
        sources: some(fc.tuple(source, id).map(([one, each]) => ({ ...one, id: each }))),
        allocations: some(fc.tuple(allocation, id).map(([one, each]) => ({ ...one, id: each }))),
        ownAddresses: some(fc.tuple(ownAddresses, id).map(([one, each]) => ({ ...one, id: each }))),
        broadcasts: some(fc.tuple(broadcast, id).map(([one, each]) => ({ ...one, id: each }))),
      },
      { requiredKeys: [] },
    ),
    removed: fc.record(
      { sources: some(id), allocations: some(id), ownAddresses: some(id), broadcasts: some(id) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<AddressReport>;

/** An upload of each kind. */
export const UPLOADS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  XZBA: fc
    .record({ entity: fc.tuple(entity, id), websites: oneToTen(newWebsite), attachments: ownAttachments })
    .map(({ entity: [part, own], ...rest }) => firstFiling(SENDER, { entity: { ...part, own }, ...rest })),
  XZWZ: fc
    .record({ entity: onRecord, websites: oneToTen(newWebsite), attachments, passwordHash: maybe(digits32) })
    .map(({ passwordHash, ...rest }) => newWebsites(SENDER, { ...rest, ...(passwordHash === undefined ? {} : { passwordHash }) })),
  XZJR: oneToTen(fc.record({ part: withoutProvince, website: onRecord, own: id, attachments, passwordHash: digits32 })).map((all) =>
    newAccesses(SENDER, all.map(({ part, ...rest }) => ({ ...part, ...rest }))),
  ),
  BGBA: fc
    .record({
      entity: fc.tuple(entity, id, number),
      websites: oneToTen(fc.tuple(website, id, number, some(fc.tuple(access, id)))),
      attachments,
    })
    .map(({ entity: [part, own, baxh], websites, ...rest }) =>
      change(SENDER, {
        entity: { ...part, id: own, number: baxh },
        websites: websites.map(([one, each, wzbah, accesses]) => ({
          ...one,
          id: each,
          number: wzbah,
          accesses: accesses.map(([jr, jrid]) => ({ ...jr, id: jrid })),
        })),
        ...rest,
      }),
    ),
  ZXBA: oneToTen(
    fc.record({ removes: fc.constantFrom('ENTITY', 'WEBSITE', 'ACCESS'), id, reason: code(999), remark: text(1, 1000), passwordHash: digits32 }, { requiredKeys: ['removes', 'id', 'reason'] }),
  ).map((all) => removals(SENDER, all)),
  HSJG: fc
    .record({
      result: fc.constantFrom('PASSED', 'REFUSED'),
      verifiedBy: text(1, 128),
      verifiedOn: day,
      opinion: text(1, 1024),
      entity: fc.tuple(entity, id),
      websites: oneToTen(fc.tuple(website, id, some(fc.tuple(withProvince, id, fc.constantFrom('BY_OWNER', 'ON_BEHALF'))))),
    })
    .map(({ entity: [part, ztid], websites, ...rest }) =>
      verificationResult(SENDER, {
        ...rest,
        entity: { ...part, id: ztid },
        websites: websites.map(([one, wzid, accesses]) => ({
          ...one,
          id: wzid,
          domains: one.domains.map((domain) => ({ ...domain, province: domain.own })),
          accesses: accesses.map(([jr, jrid, reported]) => ({ ...jr, id: jrid, reported })),
        })),
      }),
    ),
  XZHYD: oneToTen(fc.tuple(attachment, onRecord).map(([one, object]) => ({ ...one, object }))).map((all) => verificationMaterial(SENDER, all)),
  WBACLJG: oneToTen(
    fc.record({ domain: fc.domain().map((one) => one.slice(0, 128)), address, carrier: id, provider: id, province: area, handling: code(999), opinion: text(1, 255), listedOn: day, dueOn: day,
      reporter: fc.record({ name: text(1, 128), telephone, email: mailbox }, { requiredKeys: [] }) }),
  ).map((all) => unfiledHandlings(SENDER, all)),
  IP: report.map((each) => addressReport(SENDER, each)),
}; // prettier-ignore
