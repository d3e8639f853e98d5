/** Asks the OpenID provider for an access token. Reads `{"id": …}` of the person from standard input, prints the token. */
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const settings = z.object({ tokenUrl: z.string(), secret: z.string(), ids: z.record(z.string(), z.string()) });
const { tokenUrl, secret, ids } = settings.parse(JSON.parse(process.env['REAL_TOKENS'] ?? '{}'));
const { id } = z.object({ id: z.string() }).parse(JSON.parse(await text(process.stdin)));
const response = await fetch(tokenUrl, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'filings',
    client_id: ids[id] ?? '',
    client_secret: secret,
  }),
});
if (!response.ok) throw new Error(`the provider answered ${response.status}`);
console.log(z.object({ access_token: z.string() }).parse(await response.json()).access_token);
