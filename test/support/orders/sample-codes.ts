/** The code tables that come with this release, and orders that have everything that a bureau in MIIT's codes asks for. */
import { createBureauCodes } from '../../../domain/bureau-codes/bureau-codes.ts';
import { SEED_ROWS } from '../../../domain/bureau-codes/seeds/seed-rows.ts';
import type { OrderForm } from '../../../domain/order/form.ts';

export const SAMPLE_CODES = createBureauCodes(SEED_ROWS, 'seed');

/** The form with office phones and service contents; place and languages follow from their names. */
export const withCodes = (form: OrderForm): OrderForm => ({
  entity: form.entity,
  people: mapped(form.people, (person, index) =>
    form.entity.kind === 'INDIVIDUAL' ? person : { ...person, officePhone: `0531-8888000${index}` },
  ),
  websites: mapped(form.websites, (website) => ({
    ...website,
    serviceContents: [form.entity.kind === 'INDIVIDUAL' ? 6 : 8],
    serverPlace: 'SD' as const,
  })),
});

const mapped = <Part>(parts: Readonly<Record<string, Part>>, change: (part: Part, index: number) => Part) =>
  Object.fromEntries(Object.entries(parts).map(([id, part], index) => [id, change(part, index)]));
