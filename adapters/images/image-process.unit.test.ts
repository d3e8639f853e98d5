/** A-183 Hostile images are refused with their reason, or mended; they harm neither this process nor other images. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { createImageProcess } from './image-process.ts';
import type { ImageFault, RewriteAnswer, RewriteRules } from './image-rewriter.ts';

const images = createImageProcess();
const RULES: RewriteRules = {
  mediaTypes: ['image/jpeg', 'image/png', 'image/gif'],
  maxPixels: 60_000_000,
  maxBase64: 100_000,
};
const rewritten = (content: Uint8Array, rules: Partial<RewriteRules> = {}) =>
  images.rewrite(content, { ...RULES, ...rules });

/** The rewritten image; throws when it was refused. */
function accepted(answer: RewriteAnswer) {
  if (answer.status === 'REFUSED') throw new Error(`${answer.code}: ${answer.advice}`);
  return Buffer.from(answer.image.content);
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#f4f0e8' } }).composite([
    {
      input: { create: { width: width >> 1, height: height >> 2, channels: 3, background: '#203060' } },
      left: 0,
      top: 0,
    },
  ]);
/** Every point of it differs a little from the next, as in a photograph. */
const photograph = () =>
  sharp(Buffer.from(randomBytes(3000 * 2000 * 3).map((byte) => 112 + (byte & 63))), {
    raw: { width: 3000, height: 2000, channels: 3 },
  });

/** A PNG whose header says another size than its pixels have. */
async function pretending(side: number): Promise<Buffer> {
  const png = await picture(16, 16).png().toBuffer();
  png.writeUInt32BE(side, 16);
  png.writeUInt32BE(side, 20);
  return png;
}

/** A PNG with the chunk by which an animation announces itself. */
async function animatedPng(): Promise<Buffer> {
  const png = await picture(16, 16).png().toBuffer();
  const control = Buffer.from('000000086163544c0000000200000000f38d9370', 'hex');
  return Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]);
}

const frames = () => sharp(randomBytes(16 * 32 * 3), { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } });

/** A PDF in which a whole JPEG stands, and which pretends to be one. */
const pdfOf = (jpeg: Buffer) =>
  Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj <<>> stream\n'), jpeg, Buffer.from('\nendstream')]);

let jpeg: Buffer;
let png: Buffer;
beforeAll(async () => {
  jpeg = await picture(1200, 900).jpeg().toBuffer();
  png = await picture(1200, 900).png().toBuffer();
});

describe('A-183 an image is refused with its reason', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, ImageFault, Partial<RewriteRules>?]>([
    ['that is a PNG cut off after 40 bytes', () => png.subarray(0, 40), 'IMAGE_DAMAGED'],
    ['that is a PNG without its last chunk', () => png.subarray(0, -12), 'IMAGE_DAMAGED'],
    ['that is a JPEG cut off in its middle', () => jpeg.subarray(0, jpeg.length >> 1), 'IMAGE_DAMAGED'],
    ['that is a JPEG without its end', () => jpeg.subarray(0, -200), 'IMAGE_DAMAGED'],
    ['that is a GIF cut off in its middle', async () => (await picture(300, 300).gif().toBuffer()).subarray(0, 400), 'IMAGE_DAMAGED'],
    ['that says it has 50,000 × 50,000 pixels', () => pretending(50_000), 'IMAGE_TOO_MANY_PIXELS'],
    ['that has more pixels than are accepted', () => pretending(8000), 'IMAGE_TOO_MANY_PIXELS'],
    ['that is text behind the first bytes of a JPEG', () => Buffer.from(`\xff\xd8\xff\xe0${'hello '.repeat(99)}`, 'latin1'), 'IMAGE_DAMAGED'],
    ['that is an animated GIF', () => frames().gif().toBuffer(), 'IMAGE_MULTI_FRAME'],
    ['that is an animated PNG', animatedPng, 'IMAGE_MULTI_FRAME'],
    ['that is a TIFF of two pages', () => frames().tiff().toBuffer(), 'FILE_TYPE'],
    ['that is an animated WebP', () => frames().webp().toBuffer(), 'FILE_TYPE'],
    ['that is a PDF around a JPEG', () => pdfOf(jpeg), 'FILE_DISGUISED', { declared: 'image/jpeg' }],
    ['that is a drawing in SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'FILE_TYPE'],
    ['that is a PNG and calls itself a JPEG', () => png, 'FILE_DISGUISED', { declared: 'image/jpeg' }],
    ['of which nothing legible can be made', () => sharp(randomBytes(1600 * 1200 * 3), { raw: { width: 1600, height: 1200, channels: 3 } }).jpeg({ quality: 90 }).toBuffer(), 'IMAGE_NOT_LEGIBLE'],
  ])('%s', async (...[, make, code, rules = {}]) => {
    expect(await rewritten(await make(), rules)).toEqual({ status: 'REFUSED', code, advice: expect.stringMatching(/\w{3,}.*\.$/) });
  }); // prettier-ignore

  test('that is a photograph in HEIC, with the way to save it as jpg', async () => {
    const heic = Buffer.from('0000001c667479706865696300000000686569636d69663168656963', 'hex');
    expect(await rewritten(heic)).toMatchObject({
      code: 'FILE_TYPE',
      advice: expect.stringContaining('Most Compatible'),
    });
  });
});

describe('A-183 an image is mended', () => {
  const withPlace = (image: Sharp) =>
    image
      .withExif({ IFD0: { Make: 'Telephone' }, IFD3: { GPSLatitude: '39/1 54/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 });

  test('that lies on its side and says where and with which device it was taken', async () => {
    const original = await withPlace(picture(1200, 900).jpeg()).toBuffer();
    expect(original.includes('Telephone')).toBe(true);
    const small = accepted(await rewritten(original));
    const { width, height, exif, xmp, icc, orientation } = await sharp(small).metadata();
    expect({ width, height, exif, xmp, icc, orientation }).toEqual({ width: 900, height: 1200 });
    // What was at the top left is at the top right now.
    const { data } = await sharp(small).extract({ left: 890, top: 10, width: 1, height: 1 }).raw().toBuffer({ resolveWithObject: true });
    expect(data[2]).toBeGreaterThan(data[0] ?? 0);
  }); // prettier-ignore

  test('that is in CMYK, has alpha or a colour profile: it becomes plain sRGB', async () => {
    const cmyk = await picture(1200, 900).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    const transparent = await sharp({ create: { width: 50, height: 50, channels: 4, background: '#00000000' } }).png().toBuffer();
    const small = await sharp(accepted(await rewritten(cmyk))).metadata();
    expect(small).toMatchObject({ format: 'jpeg', space: 'srgb', hasProfile: false });
    const { data } = await sharp(accepted(await rewritten(transparent))).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
  }); // prettier-ignore

  test('that carries foreign data inside or behind the picture: only the picture stays', async () => {
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xff, 0xff]), Buffer.alloc(0xfffd, '%PDF-1.7 ')]);
    const stuffed = Buffer.concat([
      jpeg.subarray(0, 2),
      comment,
      comment,
      jpeg.subarray(2),
      Buffer.from('%PDF-1.7 PK'),
    ]);
    const small = accepted(await rewritten(stuffed));
    expect(small.includes('PDF')).toBe(false);
  });
});

describe('A-183 the image that is handed over', () => {
  test('is small and legible, of a photograph of 4 MB', async () => {
    const original = await photograph().jpeg({ quality: 96 }).toBuffer();
    expect(original.length).toBeGreaterThan(3_500_000);
    for (const maxBase64 of [100_000, 150_000]) {
      const small = accepted(await rewritten(original, { maxBase64 }));
      expect(small.toString('base64').length).toBeLessThanOrEqual(maxBase64);
      const { format, width, height } = await sharp(small).metadata();
      expect({ format, side: Math.max(width, height) >= 1000 }).toEqual({ format: 'jpeg', side: true });
    }
  });

  test('is not made larger than what was uploaded', async () => {
    const small = accepted(await rewritten(await picture(64, 48).png().toBuffer()));
    expect(await sharp(small).metadata()).toMatchObject({ width: 64, height: 48 });
  });
});

describe('an image that takes too much', () => {
  // Interlaced, it is decoded as a whole: 64 MB for a file of 100 KB.
  const DECODED = 4000 * 4000 * 4;
  let bomb: Buffer;
  beforeAll(async () => {
    const create = { width: 4000, height: 4000, channels: 4, background: '#fff' } as const;
    bomb = await sharp({ create }).png({ progressive: true, compressionLevel: 1 }).toBuffer();
  });

  test('memory ends the process that decodes it, and the next image is decoded by another', async () => {
    const tight = createImageProcess({ memoryMb: 130 });
    expect(await tight.rewrite(bomb, RULES)).toMatchObject({ status: 'REFUSED', code: 'IMAGE_TOO_COMPLEX' });
    expect(await tight.rewrite(png.subarray(0, 40), RULES)).toMatchObject({ code: 'IMAGE_DAMAGED' });
  });

  test('time is given up, and the next image is decoded by another process', async () => {
    const hasty = createImageProcess({ timeoutMs: 1 });
    expect(await hasty.rewrite(bomb, RULES)).toMatchObject({ status: 'REFUSED', code: 'IMAGE_TOO_COMPLEX' });
    expect(await rewritten(jpeg)).toMatchObject({ status: 'REWRITTEN' });
  });

  test('does not grow this process, though several come at once with a good one among them', async () => {
    const before = process.memoryUsage.rss();
    const answers = await Promise.all([bomb, bomb, jpeg, bomb].map((one) => rewritten(one)));
    expect(answers[2]).toMatchObject({ status: 'REWRITTEN' });
    // What else this process does meanwhile, its memory grows and shrinks by tens of megabytes.
    expect(process.memoryUsage.rss() - before).toBeLessThan((3 * DECODED) / 2);
  });
});
