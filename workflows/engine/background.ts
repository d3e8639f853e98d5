/**
 * Work in the world that a process does not wait for. The work under way is kept as plain data, so that a new run of the
 * process can begin it again; all of it is safe to do twice.
 */
export class Background<Work> {
  readonly #open = new Set<Work>();

  get open(): Work[] {
    return [...this.#open];
  }

  get isDone(): boolean {
    return this.#open.size === 0;
  }

  /** Whether a piece of work like this one is under way. */
  isUnderWay(work: Work): boolean {
    const name = JSON.stringify(work);
    return this.open.some((one) => JSON.stringify(one) === name);
  }

  /** The work itself reports its result; a failure ends it too. */
  begin(work: Work, doing: () => Promise<unknown>): void {
    this.#open.add(work);
    const done = (): void => {
      this.#open.delete(work);
    };
    void doing().then(done, done);
  }
}
