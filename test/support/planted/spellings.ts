/** The ways in which a text may lie in a file, a database or a message: searched for what was planted. */

/** Shorter needles occur by chance. */
const SHORTEST = 6;

/** Every spelling of a text, as bytes. */
export function spellingsOf(text: string): Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  const bytes = [...utf8].map((byte) => byte.toString(16).padStart(2, '0'));
  const hex = bytes.join('');
  const escaped = Array.from(text, (each) => (each.charCodeAt(0) < 0x80 ? each : unicodeEscape(each))).join('');
  const written = [
    escaped,
    escaped.replaceAll(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`),
    escaped.replaceAll('\\u', '\\\\u'),
    hex,
    hex.toUpperCase(),
    percent(text, '%'),
    percent(text, '%').toLowerCase(),
    percent(text, '='),
    Array.from(text, (each) => `&#${each.codePointAt(0) ?? 0};`).join(''),
    ...base64At(utf8),
  ];
  const found = [utf8, Buffer.from(text, 'utf16le'), gbk(text), ...written.map((each) => Buffer.from(each, 'latin1'))];
  const distinct = new Map(found.map((each) => [each.toString('latin1'), each]));
  return [...distinct.values()].filter((each) => each.length >= SHORTEST);
}

/** One code for each UTF-16 unit, as JSON escapes it. */
const unicodeEscape = (each: string): string =>
  Array.from({ length: each.length }, (_, at) => `\\u${each.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/** Bytes beyond letters and digits behind a mark: `%E5` in addresses, `=E5` in quoted-printable. */
const percent = (text: string, mark: '%' | '='): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9._-]/.test(letter) ? letter : `${mark}${byte.toString(16).padStart(2, '0').toUpperCase()}`;
    })
    .join('');

/** What is certain of the Base64 of a text that contains it, wherever it begins; in both alphabets. */
function base64At(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const certain = whole.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3));
    return [certain, certain.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

let gbkBytes: ReadonlyMap<string, Buffer> | undefined;

/** In GBK, made by asking the decoder about every pair of bytes; letters it does not know are left out. */
function gbk(text: string): Buffer {
  gbkBytes ??= gbkTable();
  return Buffer.concat(Array.from(text, (each) => gbkBytes?.get(each) ?? Buffer.from(each, 'ascii')));
}

function gbkTable(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const pair = Buffer.from([lead, trail]);
      const letter = decoder.decode(pair);
      if (Array.from(letter).length === 1 && letter !== '\ufffd') table.set(letter, pair);
    }
  }
  return table;
}
