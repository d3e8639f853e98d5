/** What is looked after while no file of a bureau waits to have its effects. */
import type { MiitClient } from '../../adapters/bureau/miit/client.ts';
import { isPostgresUnavailable } from '../../store/postgres/unavailable.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { logPlace } from './log-place.ts';
import { tellDeskOfTasks } from './tell-desk.ts';
import { tendUnfiled } from './tend-unfiled.ts';
import { watchUploads } from './watch-uploads.ts';

export type BetweenFilesDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'deskEmail'> & {
  assets: Pick<ActivityDependencies['assets'], 'serverAt'>;
};

/** What cannot be looked after now is logged and looked after the next time; the exchange goes on. */
export async function lookAround(deps: BetweenFilesDependencies, client: MiitClient): Promise<void> {
  for (const look of [
    () => tendUnfiled(deps, client.name),
    () => watchUploads(deps, client),
    () => tellDeskOfTasks(deps),
  ]) {
    try {
      await look();
    } catch (error) {
      if (isPostgresUnavailable(error)) throw error;
      logPlace('what is looked after between the files of a bureau failed', error);
    }
  }
}
