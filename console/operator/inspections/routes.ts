/** The pages of inspections and what an operator does on them (§8). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { TOLD } from '../../../domain/inspection/found.ts';
import { printedNumber } from '../../../domain/record/icp-number.ts';
import type { Inspection } from '../../../store/inspections/inspections.ts';
import { actOnInspection, expectApplied } from '../../../usecases/inspection/act.ts';
import { findInspection } from '../../../usecases/inspection/in-reach.ts';
import { openInspection } from '../../../usecases/inspection/open.ts';
import { deed, page, type ConsoleRoute, type PageRequest } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { dataOf } from './forms.tsx';
import { inspectionPage } from './inspection-page.tsx';
import { listPage } from './list-page.tsx';
import { PATH, pathOf } from './path.ts';
import { texts } from './texts.ts';

const READERS = ['operator', 'auditor'] as const;
const idIn = ({ params }: PageRequest): string => params['inspection'] ?? '';

const openFields = z.object({ number: z.string().trim().min(1).max(100), found: z.enum(TOLD) });

export const inspectionRoutes: readonly ConsoleRoute[] = [
  page({ path: PATH, roles: READERS, show: (visit, { query }) => listPage(visit, query) }),
  deed({
    path: PATH,
    roles: ['operator'],
    fields: openFields,
    does: async ({ console, caller }, { number, found }) => {
      const { id } = await openInspection(console, caller, { number: printedNumber(number), found });
      return { seeOther: pathOf(id), notice: texts.opened };
    },
    again: PATH,
  }),
  page({ path: `${PATH}/:inspection`, roles: READERS, show: (visit, request) => inspectionPage(visit, idIn(request)) }),
  deed({
    path: `${PATH}/:inspection/do/:action`,
    roles: ['operator'],
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    does: async ({ console, caller }, typed, request) => {
      const action = request.params['action'] ?? '';
      const asked = { inspectionId: (await found(console, caller, request)).id, action, name: randomUUID() };
      const { outcome } = await actOnInspection(console, caller, { ...asked, data: dataOf(typed) });
      expectApplied(outcome);
      return { seeOther: pathOf(idIn(request)), notice: texts.saved };
    },
    again: `${PATH}/:inspection`,
  }),
];

const found = (console: Visit['console'], caller: Visit['caller'], request: PageRequest): Promise<Inspection> =>
  findInspection(console, caller, 'inspections.act', idIn(request));
