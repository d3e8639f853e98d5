/** The rules as data: looking up the row that applies on a day, and importing rows. */
import { z } from 'zod';
import { civilDate, instant, type CivilDate } from '../../../domain/time/instant.ts';
import { isoDate } from '../../../domain/time/iso-date.ts';
import { scopeSchema, type PolicyRow } from '../../../domain/policy/policy.ts';
import { isPolicyKey, policyValues } from '../../../domain/policy/policy-values.ts';
import { CursorError, cursorAt, readCursor } from '../../../store/postgres/cursor.ts';
import { policyVersions } from '../../../store/policy/policies.ts';
import type { Api } from '../../dependencies.ts';
import { problem, type ProblemError } from '../../http/problems.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { changePolicies } from '../../../usecases/processes/rules-changes.ts';
import { toldFields } from '../../views/told-view.ts';

const keySchema = z
  .string()
  .refine(isPolicyKey, 'there is no such policy key')
  .meta({ description: `One of: ${Object.keys(policyValues).join(', ')}.`, example: 'sla.prelimBd' });

const rowSchema = z
  .object({
    key: z.string(),
    scope: scopeSchema,
    validFrom: z.string(),
    validTo: z.string().optional(),
    value: z.unknown(),
    source: z.string(),
    note: z.string().optional(),
  })
  .meta({ id: 'PolicyRow' });

const listQuery = z.strictObject({
  key: keySchema.optional(),
  province: scopeSchema.shape.province,
  offset: z.coerce.number().int().min(0).default(0).meta({ description: 'Kept for earlier clients; use `cursor`.' }),
  ...pageFields({ usual: 100, most: 500 }),
});

/** Version of the table and place in it: a page never mixes two versions. */
const placeSchema = z.tuple([z.string(), z.int().min(0)]);

const questionQuery = z.strictObject({ ...scopeSchema.shape, on: isoDate().optional() });

const importSchema = z.array(rowSchema.partial()).min(1).max(5000).meta({ id: 'PolicyImport' });

export function policyRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listPolicies',
      tag: 'Rules',
      method: 'get',
      path: '/v1/policies',
      cost: 2,
      permission: 'policies.read',
      summary: 'The policy table in force, each row with source and dates',
      query: listQuery,
      answers: {
        200: {
          description: 'One page; `next` is the offset of the next one, for earlier clients.',
          schema: z.object({
            version: z.string(),
            total: z.int(),
            next: z.int().optional(),
            cursor: nextCursor,
            rows: z.array(rowSchema),
          }),
        },
      },
      handle: async ({ query: { key, province, cursor, limit, ...query } }) => {
        const { policies } = await api.rules();
        const offset = cursor === undefined ? query.offset : placeIn(policies.version, cursor);
        const rows = policies.rows.filter(
          (row) =>
            (key === undefined || row.key === key) && (province === undefined || row.scope.province === province),
        );
        const { version } = policies;
        const next = offset + limit;
        const more = next < rows.length ? { next, cursor: cursorAt([version, next]) } : {};
        return ok({ version, total: rows.length, ...more, rows: rows.slice(offset, next) });
      },
    }),
    route({
      id: 'explainPolicy',
      tag: 'Rules',
      method: 'get',
      path: '/v1/policies/{key}',
      permission: 'policies.read',
      summary: 'Which row answers a question on a day, and where it comes from',
      params: z.object({ key: keySchema }),
      query: questionQuery,
      answers: { 200: { description: 'The row.', schema: z.object({ version: z.string(), row: rowSchema }) } },
      handle: async ({ params: { key }, query: { on, ...scope } }) => {
        const { policies } = await api.rules();
        const day = on === undefined ? civilDate(instant(api.now())) : (on as CivilDate);
        const row: PolicyRow = policies.explain(key, scope, day) as PolicyRow;
        return ok({ version: policies.version, row });
      },
    }),
    route({
      id: 'listPolicyVersions',
      tag: 'Rules',
      method: 'get',
      path: '/v1/policy-versions',
      permission: 'policies.read',
      summary: 'Versions of the policy table, newest first; the first one is in force',
      query: z.strictObject(pageFields({ usual: 100, most: 200 })),
      answers: {
        200: {
          description: 'One page of versions.',
          schema: z.object({
            versions: z.array(z.object({ version: z.string(), createdAt: z.iso.datetime(), createdBy: z.string() })),
            cursor: nextCursor,
          }),
        },
      },
      handle: async ({ query }) => {
        const { rows, ...rest } = await policyVersions(api.database, pageIn(query));
        return ok({ versions: rows.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })), ...rest });
      },
    }),
    route({
      id: 'importPolicies',
      tag: 'Rules',
      method: 'put',
      path: '/v1/policies',
      cost: 20,
      permission: 'policies.write',
      summary: 'Import policy rows',
      description:
        'Each row says from when it holds; it is in force from that day and not before. One bad row refuses the whole file and every fault is named. A row that answers the same question from the same day replaces the one before.',
      body: importSchema,
      example: [
        {
          key: 'sla.prelimBd',
          scope: { province: 'GD' },
          validFrom: '2026-03-01',
          value: 1,
          source: 'Notice of the provider',
        },
      ],
      answers: {
        200: {
          description: 'In force.',
          schema: z.object({ version: z.string(), rows: z.int(), ...toldFields }),
        },
      },
      handle: async ({ body, caller }) => {
        const imported = await changePolicies(api, caller, body);
        if (!imported.imported) throw problem('INVALID', { errors: imported.errors.map(faultOf) });
        const { version, rows, filingsTold, filingsOwed } = imported;
        return ok({ version, rows, filingsTold, filingsOwed });
      },
    }),
  ];
}

/** Throws when the table has changed since the page before. */
function placeIn(version: string, cursor: string): number {
  const [of, place] = readCursor(placeSchema, cursor);
  if (of === version) return place;
  throw new CursorError('the policies have changed meanwhile; read from the first page');
}

/** `3.validTo: lies before validFrom` */
function faultOf(text: string): ProblemError {
  const [path = '', ...rest] = text.split(': ');
  return rest.length === 0
    ? { path: '', code: 'INVALID', message: text }
    : { path, code: 'INVALID', message: rest.join(': ') };
}
