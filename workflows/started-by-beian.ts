/**
 * Whoever reaches Temporal can start any workflow with any input. An input that none of Beian's processes sealed
 * fails the workflow before it does anything.
 */
import { ApplicationFailure, type WorkflowInterceptors } from '@temporalio/workflow';
import { isByHand } from '../domain/lifecycle/by-hand.ts';

/** Temporal reads the export of this name; the bundle of the workflows names this module among its interceptors. */
export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      async execute(input, next) {
        if (!input.args.every((arg) => isOwn(arg))) {
          const advice = 'Beian starts its workflows itself: take the action through the API.';
          throw ApplicationFailure.nonRetryable(advice, 'NOT_STARTED_BY_BEIAN');
        }
        return next(input);
      },
    },
  ],
});

/** An input that could not be decoded arrives as a marker (`codec/payload-converter.ts`). */
const isOwn = (arg: unknown): boolean =>
  !isByHand(arg) && !(typeof arg === 'object' && arg !== null && 'undecodable' in arg);
