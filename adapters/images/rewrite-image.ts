/**
 * Decodes an image whole and writes it anew as a small JPEG. Hostile images may take any memory and time here, so this runs in
 * a process of its own only (`image-process.ts`).
 */
import { fileTypeFromBuffer } from 'file-type';
import sharp, { type OutputInfo } from 'sharp';
import type { ImageFault, RewriteAnswer, RewriteRules, RewrittenImage } from './image-rewriter.ts';

sharp.cache(false);
sharp.concurrency(1);

/** Sides in pixels and JPEG qualities to try, the most legible first. Nothing is made smaller than 1,000 pixels. */
const LADDER = [
  { side: 1600, quality: 70 },
  { side: 1600, quality: 50 },
  { side: 1300, quality: 50 },
  { side: 1000, quality: 50 },
  { side: 1000, quality: 35 },
] as const;
type Rung = (typeof LADDER)[number];
const [{ side: LARGEST_SIDE }] = LADDER;
const LAST_RUNG = LADDER.at(-1);

/** Says why an image is refused instead of throwing; throws only when this process cannot go on. */
export async function rewriteImage(content: Uint8Array, rules: RewriteRules): Promise<RewriteAnswer> {
  const real = (await fileTypeFromBuffer(content))?.mime;
  const unfit = typeFault(real, rules);
  if (unfit !== undefined || real === undefined) return unfit ?? refused('FILE_TYPE', kindsIn(rules));
  if (real === 'image/png' && !hasEnd(content)) return damaged;
  try {
    const { width, height, pages = 1 } = await sharp(content, { limitInputPixels: false }).metadata();
    if (width * height > rules.maxPixels) return tooManyPixels(rules.maxPixels);
    if (pages > 1) return multiFrame;
    const decoded = await decode(content, rules.maxPixels);
    const image = await smallEnough(decoded, Math.floor(rules.maxBase64 / 4) * 3);
    return image === undefined ? notLegible : { status: 'REWRITTEN', mediaType: real, image };
  } catch {
    return damaged; // what sharp says about a broken image is of no use to its sender
  }
}

const refused = (code: ImageFault, advice: string): RewriteAnswer => ({ status: 'REFUSED', code, advice });

const damaged = refused(
  'IMAGE_DAMAGED',
  'The image is damaged or incomplete: it cannot be decoded to its end. Scan or save it again, and upload that.',
);
const multiFrame = refused(
  'IMAGE_MULTI_FRAME',
  'The file holds several pictures, such as an animation or pages. Upload a file of one picture.',
);
const notLegible = refused(
  'IMAGE_NOT_LEGIBLE',
  'The image cannot be made small enough for the bureau and stay legible. Photograph the document alone, on a plain surface, in good light, and upload that.',
);
const tooManyPixels = (maxPixels: number) =>
  refused(
    'IMAGE_TOO_MANY_PIXELS',
    `The image has more than ${Math.floor(maxPixels / 1_000_000)} million pixels. Scan it with fewer dots: 300 dpi are enough.`,
  );

/** The library is content with a PNG whose last chunk was cut off. */
const hasEnd = (png: Uint8Array): boolean => Buffer.from(png.buffer, png.byteOffset, png.byteLength).includes('IEND');

const kindsIn = ({ mediaTypes }: RewriteRules): string =>
  `Upload an image (${mediaTypes.map((type) => type.replace('image/', '')).join(', ')}).`;

const HEIC: ReadonlySet<string | undefined> = new Set([
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/avif',
]);

/** Names that senders use for the types that have another name. */
const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
};

/** Why a file of this type is refused, `real` being what its bytes say. */
function typeFault(real: string | undefined, rules: RewriteRules): RewriteAnswer | undefined {
  const named = rules.declared?.toLowerCase();
  const declared = named === undefined ? undefined : (ALIASES[named] ?? named);
  const claimsImage = declared?.startsWith('image/') === true;
  if (real === 'image/apng') return multiFrame;
  if (HEIC.has(real)) {
    return refused(
      'FILE_TYPE',
      'Photographs in HEIC are not accepted. Save this one as jpg; on an iPhone, choose Settings, Camera, Formats, Most Compatible.',
    );
  }
  if (real !== undefined && rules.mediaTypes.includes(real)) {
    return !claimsImage || declared === real ? undefined : disguised(`${declared} but it is ${real}`, rules);
  }
  if (claimsImage) return disguised(`image, but the content is ${real ?? 'something else'}`, rules);
  return refused('FILE_TYPE', kindsIn(rules));
}

const disguised = (what: string, rules: RewriteRules) =>
  refused('FILE_DISGUISED', `The file says ${what}. Save it as what it is and send that. ${kindsIn(rules)}`);

interface Pixels {
  data: Buffer;
  info: OutputInfo;
}

/** The whole picture, upright, on white, in sRGB, and not larger than the largest side that is tried. */
const decode = (content: Uint8Array, maxPixels: number): Promise<Pixels> =>
  sharp(content, { limitInputPixels: maxPixels, failOn: 'error' })
    .autoOrient()
    .resize({ width: LARGEST_SIDE, height: LARGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });

/** The first rung whose JPEG is at most this long; undefined when none is. Rungs that surely give more are left out. */
async function smallEnough(pixels: Pixels, maxBytes: number): Promise<RewrittenImage | undefined> {
  let tried: { rung: Rung; bytes: number } | undefined;
  for (const rung of LADDER) {
    if (tried !== undefined && rung !== LAST_RUNG && expected(tried, rung) > 1.3 * maxBytes) continue;
    const image = await encode(pixels, rung);
    if (image.content.length <= maxBytes) return image;
    tried = { rung, bytes: image.content.length };
  }
  return undefined;
}

/** About how many bytes a rung gives, from those of another one. */
const expected = ({ rung: from, bytes }: { rung: Rung; bytes: number }, to: Rung): number =>
  bytes * (to.side / from.side) ** 1.6 * (to.quality / from.quality);

async function encode({ data, info }: Pixels, { side, quality }: Rung): Promise<RewrittenImage> {
  const { width, height, channels } = info;
  const { data: content, info: written } = await sharp(data, { raw: { width, height, channels } })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  return { content, width: written.width, height: written.height };
}
