/** Files that bureaus send without being asked: tasks, lists, inspections, notices, synchronisations (V3.0 §3.4 to §3.10). */
import type { z } from 'zod';
import type { RecordRegister } from '../../registers/record-register.ts';
import { FilingProblem } from '../filing-problem.ts';
import type { BureauAccount } from './accounts.ts';
import { areaOf, CARRIERS } from './code-tables.ts';
import type * as messages from './control-messages.ts';
import type { BookedEntity, BookedWebsite } from './record-book.ts';
import { recordOf, taskOf } from './record-documents.ts';
import { bookedEntity } from './seeded.ts';
import type { MiitStore } from './store.ts';
import { unfiledKey } from './taking-in.ts';
import type { Content } from './tree.ts';

interface Parts {
  store: MiitStore;
  register: RecordRegister;
  account: BureauAccount;
}

function entityAt({ store, register, account }: Parts, number: string): BookedEntity {
  const entity = bookedEntity(store, register, account, number);
  if (entity === undefined) throw new FilingProblem(404, 'NOT_ON_RECORD', 'No entity has this number.');
  return entity;
}

function websiteAt(parts: Parts, number: string): BookedWebsite {
  entityAt(parts, number.replace(/-\d+$/, ''));
  const website = parts.store.book.websiteNumbered(number);
  if (website === undefined) throw new FilingProblem(404, 'NOT_ON_RECORD', 'No website has this number.');
  return website;
}

/** The record of an entity, as if it had just become visible. */
export function recordFileOf(parts: Parts, number: string): Content {
  const entity = entityAt(parts, number);
  return { ICP: { BASJ: { Baxx: recordOf(entity, parts.store.book.websitesOf(entity.id)) } } };
}

/** The ids by which MIIT knows a record, as a provider's own system would have them. */
export function idsOf(parts: Parts, number: string): object {
  const { id } = entityAt(parts, number);
  const websites = parts.store.book.websitesOf(id).map((website) => ({
    number: website.number,
    id: website.id,
    domains: website.domains.map(({ domain, id: domainId }) => ({ domain, id: domainId })),
    accesses: website.accesses.map(({ id: accessId, provider }) => ({
      id: accessId,
      ours: provider === parts.account.ispId,
    })),
  }));
  return { number, id, websites };
}

/** All records at once. */
export function synchronisation(parts: Parts): Content {
  const entities = parts.register
    .all()
    .entities.flatMap(({ number }) => (number === undefined ? [] : entityAt(parts, number)));
  return {
    SJTB: { ICP: { Baxx: entities.map((entity) => recordOf(entity, parts.store.book.websitesOf(entity.id))) } },
  };
}

export function task(parts: Parts, { number, reportedBy }: z.infer<typeof messages.taskSchema>): Content {
  const { store, account } = parts;
  const entity = entityAt(parts, number);
  store.tasks.set(entity.id, 'OPEN');
  const reporter =
    reportedBy === 'OWNER' ? { unit: account.ispId, onBehalf: false } : { unit: CARRIERS[0]?.id ?? '', onBehalf: true };
  return { ICP: { HSRW: { Baxx: taskOf(entity, store.book.websitesOf(entity.id), reporter) } } };
}

export function unfiled(
  { store, account }: Parts,
  { domain, address }: z.infer<typeof messages.unfiledSchema>,
): Content {
  const number = addressNumber(address);
  const id = store.book.nextId();
  store.unfiled.set(unfiledKey(domain, number), { id, domain, address: number, handled: false });
  return {
    ICP: {
      WBAWZLB: {
        Wbawz_xx: {
          Id: id,
          Wzym_mc: domain,
          IP: number,
          Dqjcsj: today(),
          Jccs: '1',
          Sssh: areaOf(account.province),
          Scjcsj: today(),
          Jrs: account.ispId,
          Yys: CARRIERS[0]?.id,
        },
      },
    },
  };
}

const CHANGES = { ADDED: '0', CHANGED: '1', REMOVED: '2' } as const;

export function blacklist(
  { store, register }: Parts,
  { change, entity, website }: z.infer<typeof messages.blacklistSchema>,
): Content {
  const listed = change !== 'REMOVED';
  if (entity !== undefined) {
    const known = register.entity(entity.certificateNumber);
    const filed = known === undefined ? { filed: false } : {};
    register.putEntity({ certificateNumber: entity.certificateNumber, blacklisted: listed, ...filed });
  }
  for (const domain of website?.domains ?? []) {
    if (listed) store.blacklistedDomains.set(domain, true);
    else store.blacklistedDomains.delete(domain);
  }
  const Czlx = CHANGES[change];
  return {
    ICP: {
      HMDLB: {
        Zthmdxxs: entity && {
          Zt_xx: {
            Dwmc: entity.name,
            Zj: { Zjlx: String(entity.certificateType), Zjhm: entity.certificateNumber },
          },
          Czlx,
        },
        Wzhmdxxs: website && {
          Wz_xx: { Wzmc: website.name, Ym_xx: website.domains.map((Ym) => ({ Ym })) },
          Czlx,
        },
      },
    },
  };
}

export function notice(parts: Parts, { concerns, number, text }: z.infer<typeof messages.noticeSchema>): Content {
  const id =
    number === undefined ? undefined : concerns === 'ENTITY' ? entityAt(parts, number).id : websiteAt(parts, number).id;
  return {
    ICP: { XGTZ: { Tzxx: { Tzlb: concerns === 'ENTITY' ? '0' : '1', Baxh: number, Jlid: id, Tznr: text } } },
  };
}

export function inspection(parts: Parts, found: z.infer<typeof messages.inspectionSchema>): Content {
  return { ICP: { HCJG: { Jgxx: inspected(parts, found) } } };
}

function inspected(parts: Parts, given: z.infer<typeof messages.inspectionSchema>): Content {
  if (given.inspected === 'ENTITY') {
    const { id, name, certificate } = entityAt(parts, given.number);
    return { Zthc: { Ztid: id, Dwmc: name, Zjlx: certificate.type, Zjhm: certificate.number, Cwyy: given.reason } };
  }
  const website = websiteAt(parts, given.number);
  const named = { Wzid: website.id, Wz_Baxh: website.number };
  const domain = website.domains[0]?.domain;
  switch (given.inspected) {
    case 'ACCESS':
      return {
        Jrhc: {
          ...named,
          Ym: domain,
          Jxip: given.address === undefined ? undefined : addressNumber(given.address),
          Bbisp: parts.account.ispId,
          Hcjg: given.found === 'TOO_MUCH' ? '1' : '2',
          Hcsj: today(),
          Jrid: website.accesses.find(({ provider }) => provider === parts.account.ispId)?.id,
        },
      };
    case 'SHELL':
      return {
        Kkwzhc: { ...named, Hcjg: given.found === 'ALIVE' ? '0' : '1', Hcsj: today(), Syurl: `http://${domain}` },
      };
    case 'ALIVE':
    default:
      return { Wzch: { ...named, Syurl: `http://${domain}`, Hcsj: today() } };
  }
}

/** Deregistered through somebody else. */
export function removal(parts: Parts, { removes, number }: z.infer<typeof messages.removalSchema>): Content {
  const { store, register } = parts;
  if (removes === 'ENTITY') {
    const { id, certificate } = entityAt(parts, number);
    store.book.removeEntity(id);
    register.removeEntity(certificate.number);
    return { ICP: { ZXSJ: { Zxxx: { Zxlb: '0', Jlid: id } } } };
  }
  const { id, domains } = websiteAt(parts, number);
  store.book.removeWebsite(id);
  for (const { domain } of domains) register.removeDomain(domain);
  return { ICP: { ZXSJ: { Zxxx: { Zxlb: '1', Jlid: id } } } };
}

/** An IPv4 address as the interface writes it. */
const addressNumber = (address: string): string =>
  String(address.split('.').reduce((number, part) => number * 256 + Number(part), 0));

const today = (): string => new Date().toISOString().slice(0, 10);
