/** A small real PNG that stands for a scan. */
import { crc32, deflateSync } from 'node:zlib';

const SIDE = 8;

/** 8 × 8 grey pixels, made chunk by chunk as the PNG specification says. */
export const SCAN: Uint8Array = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', header()),
  chunk('IDAT', deflateSync(pixels())),
  chunk('IEND', Buffer.alloc(0)),
]);

/** The same image with a text in it, before its end. */
export const withText = (image: Uint8Array, text: string): Uint8Array => {
  const end = image.length - 12; // length, name and check of the empty last chunk
  return Buffer.concat([
    image.subarray(0, end),
    chunk('tEXt', Buffer.from(`Comment\0${text}`, 'latin1')),
    image.subarray(end),
  ]);
};

/** Width, height, 8 bits a pixel, grey; compression, filter and interlace as usual. */
function header(): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(SIDE, 0);
  data.writeUInt32BE(SIDE, 4);
  data.writeUInt8(8, 8);
  return data;
}

/** Each line begins with the number of its filter: 0, none. */
function pixels(): Buffer {
  const line = Buffer.alloc(SIDE + 1, 0x80);
  line.writeUInt8(0, 0);
  return Buffer.concat(Array.from({ length: SIDE }, () => line));
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
