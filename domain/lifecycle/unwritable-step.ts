/** How an activity tells a process that the step of an action can never be written, and that the action is to be refused. */
export const UNWRITABLE_STEP = 'UNWRITABLE_STEP';
