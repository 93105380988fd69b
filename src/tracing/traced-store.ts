import type { Span, Tracing } from '../common/tracing.ts';
import type { EventStore, NewEvent, Position, Revision } from '../event-store/event-store.ts';

/** What one command has had written. */
export type Written = { correlationId: string; append: Span; types: ReadonlySet<string>; position: Position };

/** A store whose appends are spans: one for each command whose events are in it, under the command where that is traced. */
export function tracedStore(store: EventStore, tracing: Tracing, onWritten: (written: Written) => void): EventStore {
  return {
    isShared: store.isShared,
    async append(stream: string, events: readonly NewEvent[], expectedRevision: Revision) {
      const spans = [...byCommand(events)].map(([commandId, { correlationId, types }]) => {
        const attributes = { 'seatledger.stream': stream, 'seatledger.events': events.length };
        const parent = tracing.commands.get(commandId);
        return { correlationId, types, append: tracing.begin('append', { correlationId, parent, attributes }) };
      });
      try {
        const appended = await store.append(stream, events, expectedRevision);
        const { position } = appended;
        for (const { append, ...rest } of spans) {
          append.end({ 'seatledger.position': position });
          onWritten({ ...rest, append, position });
        }
        return appended;
      } catch (error) {
        for (const { append } of spans) append.end({}, (error as Error).name);
        throw error;
      }
    },
    read: (...args) => store.read(...args),
    readAll: (...args) => store.readAll(...args),
    follow: (...args) => store.follow(...args),
    head: () => store.head(),
    close: () => store.close(),
  };
}

function byCommand(events: readonly NewEvent[]): Map<string, { correlationId: string; types: Set<string> }> {
  const commands = new Map<string, { correlationId: string; types: Set<string> }>();
  for (const { type, metadata } of events) {
    const commandId = String(metadata.commandId);
    const command = commands.get(commandId) ?? { correlationId: String(metadata.$correlationId), types: new Set() };
    command.types.add(type);
    commands.set(commandId, command);
  }
  return commands;
}
