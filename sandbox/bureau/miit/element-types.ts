/** What texts in an upload may be (V3.0 §0, notation of types). */
import { characters, number } from './structure.ts';

export const id = number(1n, 2n ** 63n - 1n);
export const area = number(100_000n, 2n ** 63n - 1n);
export const address = number(0n, 4_294_967_295n);
export const flag = /^[01]$/;
export const day = /^\d{4}-\d{2}-\d{2}$/;
export const telephone = (most: number) => (text: string) => characters(11, most)(text) && /^[\d\-;]+$/.test(text);
export const mailbox = (most: number) => (text: string) =>
  characters(6, most)(text) && text.split(';').every((one) => one.includes('@'));
