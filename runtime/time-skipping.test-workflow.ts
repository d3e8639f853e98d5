/** A workflow for the test beside it: sleeps until each of the given days has passed and notes on which day it woke up. */
import { defineQuery, setHandler, sleep } from '@temporalio/workflow';

const DAY = 86_400_000;

export const elapsedDays = defineQuery<number[]>('elapsedDays');

export async function reminders(days: number[]): Promise<number[]> {
  const start = Date.now();
  const woken: number[] = [];
  setHandler(elapsedDays, () => woken);
  for (const day of days) {
    await sleep(start + day * DAY - Date.now());
    woken.push(Math.floor((Date.now() - start) / DAY));
  }
  return woken;
}
