/** The credentials and endpoints that SMS and face check of one vendor share. */
import { z } from 'zod';

/** An address that is called, or opened in a browser. */
export const webUrl = z.url({ protocol: /^https?$/ });

/** `http` is for a stand-in on this machine only. */
export const endpoint = { ENDPOINT: z.string().optional(), PROTOCOL: z.enum(['https', 'http']).default('https') };
export const tencent = z.object({ TENCENT_SECRET_ID: z.string(), TENCENT_SECRET_KEY: z.string() });
export const alibaba = z.object({ ALIBABA_ACCESS_KEY_ID: z.string(), ALIBABA_ACCESS_KEY_SECRET: z.string() });
