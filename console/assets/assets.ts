/** What browsers load besides pages: made by `make-assets.mjs`, read once, served compressed and for ever under their own address. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Router } from 'express';

const FOLDER = join(import.meta.dirname, 'made');

const TYPES: Readonly<Partial<Record<string, string>>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Changes whenever a file changes; it stands in the address of each. */
const VERSION = marker().slice(0, 16);

function marker(): string {
  try {
    return readFileSync(join(FOLDER, 'made-of'), 'utf8');
  } catch (cause) {
    throw new Error('The console’s assets are not made yet: run node console/assets/make-assets.mjs', { cause });
  }
}

/** The address of an asset. */
export const assetUrl = (name: string): string => `/assets/${VERSION}/${name}`;

export function assetRoutes(): Router {
  const router = Router();
  for (const name of readdirSync(FOLDER)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const content = readFileSync(join(FOLDER, name));
    const compressed = gzipSync(content, { level: 9 });
    router.get(assetUrl(name), (req, res) => {
      const zipped = req.acceptsEncodings('gzip') === 'gzip';
      res.set({
        'Content-Type': type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
        ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
      });
      res.end(zipped ? compressed : content);
    });
  }
  return router;
}
