import { describe, expect, test } from '@jest/globals';
import { rowOf } from '../../../domain/order-types/table.ts';
import { shanghai } from '../../../domain/time/instant.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import { progressSteps } from './progress-steps.ts';

const at = (day: number) => shanghai(`2026-02-0${day} 09:30`);
const steps = (stage: Stage, ...moves: [Stage, number][]) =>
  progressSteps({
    stage,
    openedAt: at(1),
    row: rowOf('FIRST'),
    moves: moves.map(([to, day]) => ({ to, at: at(day) })),
  }).map(({ stop, state }) => `${stop} ${state}`);

describe('A-060 the progress follows the state', () => {
  test('of a draft', () => {
    expect(steps('INFO_FILLED')).toEqual([
      'OPENED DONE',
      'FILL_IN NOW',
      'REVIEW AHEAD',
      'PHOTO AHEAD',
      'MAIL AHEAD',
      'HAND_OVER AHEAD',
      'SMS AHEAD',
      'BUREAU AHEAD',
      'NUMBER AHEAD',
    ]);
  });

  test('with the stops that the order passed by', () => {
    expect(
      steps('BUREAU_REVIEW', ['PRELIM_REVIEW', 2], ['READY_FOR_BUREAU', 3], ['SMS_PENDING', 4], ['BUREAU_REVIEW', 5]),
    ).toEqual([
      'OPENED DONE',
      'FILL_IN DONE',
      'REVIEW DONE',
      'PHOTO SKIPPED',
      'MAIL SKIPPED',
      'HAND_OVER DONE',
      'SMS DONE',
      'BUREAU NOW',
      'NUMBER AHEAD',
    ]);
  });

  test('back to filling in when the order was returned', () => {
    expect(steps('PRELIM_REJECTED', ['PRELIM_REVIEW', 2], ['PRELIM_REJECTED', 3]).slice(0, 3)).toEqual([
      'OPENED DONE',
      'FILL_IN NOW',
      'REVIEW AHEAD',
    ]);
  });

  test('with the time at which the order came to a stop, not that of a move within it', () => {
    const [, fillIn] = progressSteps({
      stage: 'INFO_FILLED',
      openedAt: at(1),
      row: rowOf('FIRST'),
      moves: [
        { to: 'TYPE_DETERMINED', at: at(2) },
        { to: 'INFO_FILLED', at: at(3) },
      ],
    });
    expect(fillIn?.reachedAt).toBe(at(1));
  });

  test('to the end', () => {
    expect(steps('COMPLETED', ['PRELIM_REVIEW', 2], ['BUREAU_APPROVED', 5], ['COMPLETED', 6]).at(-1)).toBe(
      'NUMBER DONE',
    );
  });

  test('of an order that was given up, to where it was', () => {
    expect(steps('ABANDONED', ['PRELIM_REVIEW', 2], ['ABANDONED', 3]).slice(0, 4)).toEqual([
      'OPENED DONE',
      'FILL_IN DONE',
      'REVIEW DONE',
      'PHOTO AHEAD',
    ]);
  });
});
