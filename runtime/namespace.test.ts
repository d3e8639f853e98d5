import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { connectToTemporal } from '../stack/temporal/connect.ts';
import { testTemporalAddress } from '../test/support/servers/servers.ts';
import { ensureNamespace, searchAttributes } from './namespace.ts';

let connection: Connection;
beforeAll(async () => {
  connection = await connectToTemporal(testTemporalAddress());
});
afterAll(() => connection.close());

test('a namespace is made once with its search attributes, however often it is asked for', async () => {
  const namespace = `namespace-${randomUUID()}`;
  await ensureNamespace(connection, { namespace, retentionDays: 30 });
  await ensureNamespace(connection, { namespace, retentionDays: 30 });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  expect(Object.keys(customAttributes).toSorted()).toEqual(
    expect.arrayContaining(Object.keys(searchAttributes).toSorted()),
  );
});

test('two processes may ask for the same namespace at once', async () => {
  const namespace = `namespace-${randomUUID()}`;
  const ensure = () => ensureNamespace(connection, { namespace, retentionDays: 30 });
  await expect(Promise.all([ensure(), ensure()])).resolves.toEqual([undefined, undefined]);
});

test('a changed retention is set on the namespace that is there', async () => {
  const namespace = `namespace-${randomUUID()}`;
  await ensureNamespace(connection, { namespace, retentionDays: 30 });
  await ensureNamespace(connection, { namespace, retentionDays: 7 });
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(7 * 86_400);
});
