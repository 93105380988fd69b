/** A piece of work with a beginning and an end, as a collector of traces shows it. */
export type Span = {
  /** @param failure why it did not do what it was for. */
  end(attributes?: SpanAttributes, failure?: string): void;
};
export type SpanAttributes = { readonly [name: string]: string | number | boolean };

export type SpanStart = {
  /** Spans of one correlation id are one trace, whichever process makes them. */
  correlationId: string;
  parent?: Span;
  attributes?: SpanAttributes;
  /** The request of somebody else's trace that made this one necessary, as its `traceparent` header has it. */
  traceparent?: string;
};

/** Where spans go. Parts that are traced have it only where tracing is on. */
export type Tracing = {
  begin(name: string, start: SpanStart): Span;
  /** The commands that run now, by their ids: what is appended for one belongs under it. */
  readonly commands: Map<string, Span>;
  /** Sends what has ended, and makes no more spans. */
  close(): Promise<void>;
};
