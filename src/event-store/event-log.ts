import type { Position, Revision } from './event-store.ts';

export type Actor = { kind: 'user' | 'service' | 'system'; id: string };

/** What every stored event says of itself (EVENTS.md). `$…` names are the ones EventStoreDB's own tools expect. */
export type EventMetadata = {
  actor: Actor;
  onBehalfOf?: string;
  account: string;
  /** ISO-8601 instant at which the command was decided. */
  occurredAt: string;
  commandId: string;
  $correlationId: string;
  $causationId: string;
  /** Version of the payload's shape; older ones are upcast where they leave the store. */
  schema: number;
  /** SHA-256, hex, over the previous hash of the stream and the canonical bytes of this event as stored. */
  hash: string;
};

/** An event opened for use: personal fields readable (or `null`, once the person's key is gone), payload upcast. */
export type RecordedEvent<Event extends { type: string; data: unknown } = { type: string; data: Record<string, unknown> }> = Event & {
  id: string;
  stream: string;
  revision: Revision;
  position: Position;
  metadata: EventMetadata;
};
