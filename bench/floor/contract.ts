/** What the floor's workflow starts from, and what it asks of the world. */
import type { Numbered, Told } from '../happy-path.ts';

export interface FloorInput extends Numbered {
  id: string;
  /** Where the people of the order can be reached. */
  contacts: Readonly<Record<Told['to'], { mobile: string; email: string }>>;
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
  channel: Told['channel'];
  address: string;
}

export interface FloorActivities {
  writeState(write: StateWrite): Promise<void>;
  sendMessage(message: FloorMessage): Promise<void>;
  handOver(order: { id: string }): Promise<void>;
}
