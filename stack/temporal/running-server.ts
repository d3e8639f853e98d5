/**
 * First way: a server that runs already, named by `TEMPORAL_ADDRESS`. A stack uses that server and leaves it running.
 */
import { serverVersion } from './connect.ts';
import { isAtLeast, OLDEST_SERVER, type TemporalWay } from './options.ts';

export const runningServer: TemporalWay = {
  name: 'a running server (TEMPORAL_ADDRESS)',
  howTo: 'set TEMPORAL_ADDRESS=<host>:<port> (and TEMPORAL_API_KEY or TEMPORAL_TLS=true where the server asks for it)',
  async attempt({ progress }) {
    const address = process.env['TEMPORAL_ADDRESS'];
    if (address === undefined || address === '') return { kind: 'absent', why: 'TEMPORAL_ADDRESS is not set' };
    const version = await serverVersion(address);
    if (version === undefined) return { kind: 'unsuitable', why: `no Temporal server answers at ${address}` };
    if (!isAtLeast(version, OLDEST_SERVER)) {
      progress(
        `The Temporal server at ${address} is ${version}: filings run, but their clocks cannot be moved forward.`,
      );
    }
    return {
      kind: 'running',
      server: { address, uiUrl: process.env['TEMPORAL_UI_URL'], processes: [], stop: async () => {} },
    };
  },
};
