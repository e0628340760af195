/** The child's side of the talk with the worker. */
import type { ChildMessage, ParentMessage } from './child-protocol.js';

/** A message without its number. */
export type Telling = ChildMessage extends infer M ? (M extends ChildMessage ? Omit<M, 'id'> : never) : never;

export class ChildChannel {
  private nextId = 1;
  private readonly waiting = new Map<number, () => void>();

  /** @param send writes to the worker */
  constructor(private readonly send: (message: object) => void) {}

  /** Sends and goes on. */
  tell(message: Telling): void {
    this.send({ ...message, id: this.nextId++ });
  }

  /** Sends and waits until the worker has written it. */
  ask(message: Telling): Promise<void> {
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.send({ ...message, id });
    });
  }

  receive(message: ParentMessage): void {
    if (message.type !== 'ack') return;
    this.waiting.get(message.id)?.();
    this.waiting.delete(message.id);
  }
}
