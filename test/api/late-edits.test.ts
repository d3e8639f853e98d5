/** Edits that began in time and arrive after the order has moved on. They are refused and leave nothing behind. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrderId } from '../../domain/identifiers.ts';
import { closeDatabase, inTransaction, openDatabase } from '../../store/postgres/database.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { atRest } from '../support/servers/at-rest.ts';
import { somebodyWaits } from '../support/servers/somebody-waits.ts';
import type { ApiDependencies } from '../../api/dependencies.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

/** A person who uses an application in which something happens while an outside party is asked. */
const meeting = (person: Person, changes: Partial<ApiDependencies>): Person => person.at(bench.appWith(changes));

/** A scan is stored as two objects; what happens, happens once. */
const whileStoring = (person: Person, meanwhile: () => Promise<unknown>): Person => {
  const { documents } = bench.deps;
  const happens = once(meanwhile);
  return meeting(person, {
    documents: {
      ...documents,
      put: async (key, content) => {
        await documents.put(key, content);
        await happens();
      },
    },
  });
};
const whileAskingForServer = (person: Person, happens: () => Promise<unknown>): Person => {
  const { assets } = bench.deps;
  return meeting(person, {
    assets: {
      ...assets,
      instance: async (id) => {
        await happens();
        return assets.instance(id);
      },
    },
  });
};
const whileLookingUpType = (person: Person, happens: () => Promise<unknown>): Person => {
  const { bureau } = bench.deps;
  return meeting(person, {
    bureau: {
      lookUp: async (query) => {
        await happens();
        return bureau.lookUp(query);
      },
    },
  });
};
const once = (work: () => Promise<unknown>) => {
  let done: Promise<unknown> | undefined;
  return () => (done ??= work());
};

const objectsOf = (id: string) => [...bench.parties.documents.contents.keys()].filter((key) => key.startsWith(id));
const documentsOf = async (person: Person, id: string) => (await person.get(`/v1/orders/${id}/documents`)).body;

describe('a scan', () => {
  test('that is stored while the order is submitted is refused, and nothing of it stays', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const [before, objects] = [await documentsOf(applicant, id), objectsOf(id)];
    const late = whileStoring(applicant, () => applicant.act(id, 'submitForReview', { confirmed: true }));
    expect((await late.upload(id, 'residence-proof:P1')).body).toMatchObject({ status: 409, code: 'NOT_EDITABLE' });
    expect(await documentsOf(applicant, id)).toEqual(before);
    expect(objectsOf(id)).toEqual(objects);
  });

  test('that replaces one a reviewer has asked for is refused once the reviewer has approved', async () => {
    const applicant = await bench.as('applicant');
    const reviewer = await bench.as('reviewer');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    await reviewer.act(id, 'requestMaterial', { slots: ['residence-proof:P1'] });
    const approved = once(async () => {
      succeeded(await applicant.upload(id, 'residence-proof:P1'));
      await reviewer.act(id, 'approve');
    });
    const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
    const late = await whileStoring(applicant, approved).upload(id, 'residence-proof:P1', gif, 'scan.gif', 'image/gif');
    expect(late.body).toMatchObject({ status: 409, code: 'NOT_EDITABLE' });
    const { documents } = await documentsOf(applicant, id);
    expect(documents.find(({ slot }: { slot: string }) => slot === 'residence-proof:P1')).toMatchObject({
      version: 1,
      mediaType: 'image/png',
    });
  });

  test('that was begun for a draft does not slip into the correction of a returned order', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const items = [{ path: 'entity.name', code: 'NAME_MISMATCH', advice: 'Write the name as the document says.' }];
    const late = whileStoring(applicant, async () => {
      await applicant.act(id, 'submitForReview', { confirmed: true });
      await (await bench.as('reviewer')).act(id, 'reject', { items });
    });
    expect((await late.upload(id, 'residence-proof:P1')).body).toMatchObject({ status: 409, code: 'STALE_VISIT' });
  });

  test('that is sent again leaves the objects of the first time, one as uploaded and one made small', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    succeeded(await applicant.upload(id, 'entity-certificate'));
    succeeded(await applicant.upload(id, 'entity-certificate'));
    expect(objectsOf(id)).toHaveLength(2);
    await applicant.get(`/v1/orders/${id}/documents/entity-certificate`).expect(200);
  });

  test('may be uploaded at once with scans for other slots while the draft moves on', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    const slots = ['entity-certificate', 'checklist-form', 'residence-proof:P1', 'domain-certificate:W1'];
    const answers = await Promise.all(slots.map((slot) => applicant.upload(id, slot)));
    expect(answers.map(({ status }) => status)).toEqual(slots.map(() => 200));
  });
});

describe('a server', () => {
  test('that is named while the order is abandoned is not kept for it', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    bench.parties.assets.instances.set(`i-late-${id}`, { ownerAccountId: applicant.accountId ?? '' });
    const late = whileAskingForServer(applicant, () => applicant.act(id, 'abandon'));
    const { body } = await late.put(`/v1/orders/${id}/websites/W1/instance`, { instanceId: `i-late-${id}` });
    expect(body).toMatchObject({ status: 409, code: 'NOT_EDITABLE' });
    expect((await applicant.get(`/v1/orders/${id}/instances`)).body.instances).toEqual([]);
  });

  test('of a website that is taken out meanwhile is not kept either', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    const takenOut = once(async () => {
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, { websites: { W1: null } }));
    });
    const late = whileAskingForServer(applicant, takenOut);
    const { body } = await late.put(`/v1/orders/${id}/websites/W1/instance`, { instanceId: `i-${id}-W1` });
    expect(body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await applicant.get(`/v1/orders/${id}/instances`)).body.instances).toEqual([]);
  });
});

describe('the type', () => {
  test('that was looked up for another form is not kept', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, individual()));
    const saved = once(async () => {
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, { entity: { remark: '备注' } }));
    });
    const late = await whileLookingUpType(applicant, saved).post(`/v1/orders/${id}/type`);
    expect(late.body).toMatchObject({ status: 412, code: 'VERSION_CHANGED' });
    expect((await applicant.get(`/v1/orders/${id}`)).body).not.toHaveProperty('type');
  });

  test('that is looked up while the order is submitted stays as it was submitted', async () => {
    const applicant = await bench.as('applicant');
    const form = individual();
    const id = await bench.order(applicant, form, 'CONFIRMATION');
    bench.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', {});
    const submitted = once(() => applicant.act(id, 'submitForReview', { confirmed: true }));
    const late = await whileLookingUpType(applicant, submitted).post(`/v1/orders/${id}/type`);
    expect(late.body).toMatchObject({ status: 409, code: 'NOT_EDITABLE' });
  });
});

describe('the form', () => {
  test('that waits for a step to be written is refused when the step has locked it', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    await atRest(bench.temporal, id); // else its process may be what waits for the lock
    const { body: before } = await applicant.get(`/v1/orders/${id}/form`);
    const filing = openDatabase(bench.databaseUrl, { applicationName: 'filing' });
    try {
      const late = await inTransaction(filing, async (trx) => {
        // The step of a submission does the same to the row. It commits once the edit waits for the lock.
        await trx
          .updateTable('orders')
          .set((eb) => ({ stage: 'PRELIM_REVIEW', visit: eb('visit', '+', 1), round: 1 }))
          .where('id', '=', id as OrderId)
          .execute();
        const edit = Promise.resolve(applicant.patch(`/v1/orders/${id}/form`, { websites: { W1: { remark: '…' } } }));
        await somebodyWaits(bench.database);
        return { edit };
      });
      expect((await late.edit).body).toMatchObject({ status: 409, code: 'NOT_EDITABLE' });
      expect((await applicant.get(`/v1/orders/${id}/form`)).body.form).toEqual(before.form);
    } finally {
      await closeDatabase(filing);
    }
  });
});
