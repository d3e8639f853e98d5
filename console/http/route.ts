/**
 * One definition for each address of the console. A page shows; a deed does something and leads to a page. The router
 * (`router.ts`) looks after sign-in, roles, CSRF, limits and failures.
 */
import type { ComponentChildren } from 'preact';
import type { ZodType } from 'zod';
import type { CallerRole } from '../../domain/role.ts';
import type { Text } from '../texts/texts.ts';
import { readFields, type Problems, type Typed } from './problems.ts';
import type { Visit } from './visit.ts';

export interface Page {
  readonly title: string;
  readonly body: ComponentChildren;
  /** 200 when left out. */
  readonly status?: number;
  /** Takes the whole width, for tables and pages in columns. */
  readonly wide?: boolean;
  /** Tables marked so are drawn as charts. */
  readonly charts?: boolean;
  /** Address of the event stream that the page follows, such as `/live/orders/o-1`. */
  readonly follows?: string;
}

/** Where the browser goes after a deed (303), and what the next page says at its top. */
export interface SeeOther {
  readonly seeOther: string;
  readonly notice?: Text;
}

/** An answer that is no page: a file, a picture, a table as CSV. */
export interface Download {
  readonly content: Buffer | string;
  readonly contentType: string;
  /** Of the file that is saved; without it the browser shows the content. */
  readonly filename?: string;
}

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

export interface PageRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
}

interface Addressed {
  /** In Express's form: `/orders/:orderId`. */
  readonly path: string;
  readonly roles: readonly CallerRole[];
}

interface PageRoute extends Addressed {
  readonly kind: 'PAGE';
  readonly show: (visit: Visit, request: PageRequest) => Promise<Page | Download | SeeOther>;
}

interface DeedRoute extends Addressed {
  readonly kind: 'DEED';
  /** Form data with files; else a plain form. */
  readonly takesFiles: boolean;
  /** Does the deed with what was typed. */
  readonly does: (visit: Visit, typed: Typed, request: PageRequest) => Promise<SeeOther | Page | Download>;
  readonly again: Again;
}

/**
 * What is shown when a deed is refused: the path of the page that has its form, in Express's form and with the parameters of the deed,
 * or the page itself with what was typed and what was wrong with it.
 */
export type Again = string | ((visit: Visit, typed: Typed, problems: Problems, request: PageRequest) => Promise<Page>);

export type ConsoleRoute = PageRoute | DeedRoute;

/**
 * @example
 * page({ path: '/orders/:orderId', roles: ['applicant'], show: async (visit, { params }) => ({ title: '…', body: <p>…</p> }) });
 */
export const page = (route: Omit<PageRoute, 'kind'>): ConsoleRoute => ({ kind: 'PAGE', ...route });

interface DeedDefinition<Fields> extends Addressed {
  /** Of the form's fields. What it refuses is said at the field, like what a use case refuses. */
  readonly fields: ZodType<Fields>;
  readonly takesFiles?: boolean;
  readonly does: (visit: Visit, fields: Fields, request: PageRequest) => Promise<SeeOther | Page | Download>;
  readonly again: Again;
}

/**
 * @example
 * deed({ path: '/orders', roles: ['applicant'], fields: z.object({ province: z.string() }), again: '/start', does: async (visit, { province }) => ({ seeOther: '/' }) });
 */
export function deed<Fields>({
  fields,
  takesFiles = false,
  does,
  again,
  ...addressed
}: DeedDefinition<Fields>): ConsoleRoute {
  return {
    kind: 'DEED',
    ...addressed,
    takesFiles,
    again,
    does: async (visit, typed, request) => does(visit, readFields(fields, typed), request),
  };
}
