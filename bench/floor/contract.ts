/** Input and activities of the floor's workflow. */
import type { Numbered, StepMessage } from '../happy-path.ts';

export interface FloorInput extends Numbered {
  id: string;
  /** Phone numbers and mailboxes of the order's people. */
  contacts: Readonly<Record<StepMessage['to'], { mobile: string; email: string }>>;
  /** Whether a state is written by an activity of its own or within the workflow task. */
  stateWrites: 'remote' | 'local';
}

export interface StateWrite {
  id: string;
  seq: number;
  action: string;
  state: string;
}

export interface FloorMessage {
  key: string;
  orderId: string;
  code: string;
  channel: StepMessage['channel'];
  address: string;
}

export interface FloorActivities {
  writeState(write: StateWrite): Promise<void>;
  sendMessage(message: FloorMessage): Promise<void>;
  handOver(order: { id: string }): Promise<void>;
}
