/** The forms of a page that do something, as a person without a script meets them. */

export interface FormIn {
  readonly action: string;
  /** It sends files beside its fields. */
  readonly isMultipart: boolean;
  readonly hidden: Readonly<Record<string, string>>;
  /** What somebody can type or choose, by name. */
  readonly fields: readonly FieldIn[];
}

export interface FieldIn {
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly isChosen: boolean;
  readonly describedBy: string;
  readonly id: string;
}

const FORM = /<form method="post" action="([^"]*)"([^>]*)>([\s\S]*?)<\/form>/g;
const CONTROL = /<(input|textarea|select)\b([^>]*)>(?:([\s\S]*?)<\/(?:textarea|select)>)?/g;
const OPTION = /<option\b([^>]*)>/g;

export const formsIn = (html: string): FormIn[] =>
  [...html.matchAll(FORM)].map(([, action = '', attributes = '', inner = '']) => {
    const controls = [...withoutBodies(inner)].map(fieldOf);
    return {
      action: plain(action),
      isMultipart: attributes.includes('multipart'),
      hidden: Object.fromEntries(
        controls.filter(({ kind }) => kind === 'hidden').map(({ name, value }) => [name, value]),
      ),
      fields: controls.filter(({ kind, name }) => kind !== 'hidden' && name !== ''),
    };
  });

/** Inputs have no end; text areas and lists do. */
function* withoutBodies(html: string): Generator<RegExpMatchArray> {
  for (const part of html.matchAll(/<input\b[^>]*>|<textarea\b[\s\S]*?<\/textarea>|<select\b[\s\S]*?<\/select>/g)) {
    yield* part[0].matchAll(CONTROL);
  }
}

function fieldOf([, tag = '', attributes = '', body = '']: RegExpMatchArray): FieldIn {
  const own = (name: string): string => plain(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
  const options = tag === 'select' ? [...body.matchAll(OPTION)].map(([, of = '']) => of) : [];
  const valueIn = (of: string): string => plain(/ ?value="([^"]*)"/.exec(of)?.[1] ?? '');
  const chosen = options.find((of) => of.includes(' selected')) ?? options[0] ?? '';
  return {
    name: own('name'),
    kind: tag === 'input' ? own('type') || 'text' : tag,
    value: tag === 'textarea' ? plain(body) : tag === 'select' ? valueIn(chosen) : own('value'),
    options: options.map(valueIn),
    isChosen: / checked/.test(attributes),
    describedBy: own('aria-describedby'),
    id: own('id'),
  };
}

const plain = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
