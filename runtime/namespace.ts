/**
 * Makes sure a Temporal server has what filings need: the namespace, how long it keeps closed workflows, and the search
 * attributes. Every start does it, on any server; doing it again changes nothing.
 */
import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { eventually } from './eventually.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;

/** The attributes by which operators find filings. They are not encrypted, so they must not contain personal data. */
export const searchAttributes = {
  FilingStage: 'Keyword',
  FilingType: 'Keyword',
  FilingProvince: 'Keyword',
  FilingWaitingOn: 'Keyword',
  FilingAssignee: 'Keyword',
  FilingDueAt: 'Datetime',
  FilingOverdue: 'Bool',
  FilingRound: 'Int',
  BureauWaitsFor: 'Keyword',
} as const;

const VALUE_TYPES = {
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  Bool: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
  Int: IndexedValueType.INDEXED_VALUE_TYPE_INT,
} as const;

const GRPC_ALREADY_EXISTS = 6;
const MS_PER_DAY = 86_400_000;

export interface NamespaceOptions {
  readonly namespace: string;
  readonly retentionDays: number;
}

export class NamespaceError extends Error {
  override readonly name = 'NamespaceError';
}

/** Throws {@link NamespaceError} with what to do by hand when the server does not allow it over this connection. */
export async function ensureNamespace(connection: Connection, options: NamespaceOptions): Promise<void> {
  try {
    await ensureRegistered(connection, options);
    await ensureSearchAttributes(connection, options.namespace);
  } catch (error) {
    throw new NamespaceError(
      `The namespace ${options.namespace} could not be prepared: ${error instanceof Error ? error.message : String(error)}\n` +
        'Where namespaces are managed elsewhere (Temporal Cloud, a shared cluster), create it there with these search attributes: ' +
        Object.entries(searchAttributes)
          .map(([name, type]) => `${name}=${type}`)
          .join(', '),
      { cause: error },
    );
  }
}

async function ensureRegistered(connection: Connection, { namespace, retentionDays }: NamespaceOptions): Promise<void> {
  const retention = msToTs(retentionDays * MS_PER_DAY);
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention });
  } catch (error) {
    if (!alreadyExists(error)) throw error;
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    if (Number(config?.workflowExecutionRetentionTtl?.seconds) === Number(retention.seconds)) return;
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: retention },
    });
  }
}

function alreadyExists(error: unknown): boolean {
  if (!isGrpcServiceError(error)) return false;
  const code: number = error.code;
  return code === GRPC_ALREADY_EXISTS;
}

async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const present = await eventually(() => connection.operatorService.listSearchAttributes({ namespace }));
  const missing = Object.entries(searchAttributes).filter(([name]) => present.customAttributes[name] === undefined);
  if (missing.length > 0) {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, VALUE_TYPES[type]])),
    });
  }
  await eventually(() => connection.workflowService.countWorkflowExecutions({ namespace, query: queryWithAll() }));
}

/** A list filter that the server understands only when it knows every attribute. */
function queryWithAll(): string {
  return Object.keys(searchAttributes)
    .map((name) => `${name} IS NULL`)
    .join(' AND ');
}
