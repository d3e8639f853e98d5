/** Switches that make parties fail, so that one can see what Beian does then. */

import type { Memory } from '../state/memory.ts';

export const CHANNELS = ['email', 'sms', 'liveness', 'bureau', 'assets', 'network'] as const;
export type SwitchedChannel = (typeof CHANNELS)[number];

/** `down`: the connection breaks. `busy`: the party asks to try again. `reject`: the party refuses for good. */
export const CONDITIONS = ['up', 'down', 'busy', 'reject'] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface Switches {
  /** Sets a party's condition, for good or for the next `times` requests. */
  set(channel: SwitchedChannel, condition: Condition, times?: number): void;
  /** The condition that holds for one more request. */
  next(channel: SwitchedChannel): Condition;
  all(): Record<SwitchedChannel, Condition>;
  reset(): void;
}

export function createSwitches(memory: Memory): Switches {
  /** Without `left` a condition holds until it is changed. */
  const settings = memory.collection<{ condition: Condition; left?: number }>('switches');
  return {
    set(channel, condition, times) {
      settings.set(channel, { condition, ...(times === undefined ? {} : { left: times }) });
    },
    next(channel) {
      const setting = settings.get(channel);
      if (setting === undefined || setting.left === 0) return 'up';
      if (setting.left !== undefined) settings.set(channel, { ...setting, left: setting.left - 1 });
      return setting.condition;
    },
    all() {
      const conditionOf = (channel: SwitchedChannel): Condition => {
        const setting = settings.get(channel);
        return setting === undefined || setting.left === 0 ? 'up' : setting.condition;
      };
      return {
        email: conditionOf('email'),
        sms: conditionOf('sms'),
        liveness: conditionOf('liveness'),
        bureau: conditionOf('bureau'),
        assets: conditionOf('assets'),
        network: conditionOf('network'),
      };
    },
    reset() {
      settings.clear();
    },
  };
}
