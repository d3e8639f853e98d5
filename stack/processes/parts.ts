/**
 * The running parts of a stack, stopped in the reverse order of their start: Temporal before the Postgres it writes to,
 * workers before Temporal.
 */

export interface Parts {
  /** Remembers how to stop a part that has just started. */
  add(name: string, stop: () => Promise<void>): void;
  /** Stops every part, the last one started first. When one fails to stop, the others are stopped all the same. */
  stop(): Promise<void>;
}

export function createParts(): Parts {
  const parts: { name: string; stop: () => Promise<void> }[] = [];
  return {
    add(name, stop) {
      parts.push({ name, stop });
    },
    async stop() {
      const failures: string[] = [];
      for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
        try {
          await part.stop();
        } catch (error) {
          failures.push(`${part.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      if (failures.length > 0) throw new Error(`Some parts did not stop as they should.\n${failures.join('\n')}`);
    },
  };
}

/**
 * Ends this process in an orderly way on Ctrl-C, on `kill` and when the terminal closes. A second Ctrl-C does not wait
 * any longer; the children's guards then end what is left.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(signal === 'SIGINT' ? 130 : 143),
        (error: unknown) => {
          console.error(error instanceof Error ? error.message : error);
          process.exit(1);
        },
      );
    });
  }
}
