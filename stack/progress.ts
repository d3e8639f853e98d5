/** Tells the person who waits what is going on, one line at a time. */
export type Progress = (line: string) => void;

export const printProgress: Progress = (line) => {
  process.stdout.write(`${line}\n`);
};

export const silent: Progress = () => {};

/** Runs `work` and says every `everySeconds` how long it has run, so that minutes of compiling do not look stuck. */
export async function withElapsedTime<T>(
  label: string,
  progress: Progress,
  work: () => Promise<T>,
  everySeconds = 15,
): Promise<T> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const timer = setInterval(() => progress(`${label} … ${seconds()} s`), everySeconds * 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
