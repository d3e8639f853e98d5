/**
 * The process in which images are decoded, one at a time. It knows no secret, opens no file and no connection, ends with the
 * process that started it, and ends itself when an image takes more memory than `BEIAN_IMAGE_MEMORY_MB`.
 */
import { OUT_OF_MEMORY, type ImageMessage, type RewriteRequest } from './image-messages.ts';
import { rewriteImage } from './rewrite-image.ts';

const MB = 1024 * 1024;
const WATCH_MS = 20;

const maxMemory = Number(process.env['BEIAN_IMAGE_MEMORY_MB']) * MB;
const tell = (message: ImageMessage): void => void process.send?.(message);

process.once('disconnect', () => process.exit(0));
process.on('message', (request: RewriteRequest) => void answer(request).then(tell));
tell({ status: 'READY' });

/** The library decodes in threads of its own, so a timer sees how much memory it takes meanwhile. */
async function answer({ content, rules }: RewriteRequest): Promise<ImageMessage> {
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > maxMemory) process.exit(OUT_OF_MEMORY);
  }, WATCH_MS);
  try {
    return await rewriteImage(content, rules);
  } catch (error) {
    return { status: 'FAILED', reason: error instanceof Error ? error.message : 'unknown' };
  } finally {
    clearInterval(watch);
  }
}
