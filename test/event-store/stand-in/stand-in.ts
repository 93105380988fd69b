import { setTimeout as sleep } from 'node:timers/promises';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import {
  appendedMessage,
  caughtUpMessage,
  checkpointMessage,
  clusterMessage,
  confirmationMessage,
  conflictMessage,
  eventMessage,
  featuresMessage,
  type GossipMember,
  type LogRecord,
  notFoundMessage,
  proposedOf,
  refusalMessage,
  serviceError,
  streamNameOf,
} from './messages.ts';
import { type AppendOutcome, StandInLog } from './stand-in-log.ts';

type AppendCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;
type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/** What to do with one append instead of answering it properly. */
export type AppendMischief = {
  write: boolean;
  answer: 'silence' | 'conflict' | 'half-close' | { afterMs: number } | { refuse: string } | { error: ServiceError };
};
/** What to do with one read or subscription: after so many events fall silent, end as if all were well, or fail. */
export type ReadMischief = { afterEvents: number; ending: 'silence' | 'end' | { error: ServiceError } };
export type Mischief = {
  appends: AppendMischief[];
  reads: ReadMischief[];
  subscriptions: ReadMischief[];
  /** Sent to every subscription before anything else. */
  checkpoint: bigint | undefined;
};

export type Seen = {
  appends: {
    call: object;
    stream: string;
    ids: string[];
    expected: number;
    peer: string;
    leaderOnly: boolean;
    deadline: boolean;
  }[];
  reads: { count: number; leaderOnly: boolean }[];
  /** Where each began; -1 for the start. */
  subscriptions: { from: number; leaderOnly: boolean }[];
  openReads: number;
  /** The `authorization` that each question for the cluster came with. */
  gossip: (string | undefined)[];
};
export type Certificate = { key: Buffer; certificate: Buffer };

type StandInOptions = { log?: StandInLog; port?: number; tls?: Certificate };

/**
 * A server on the wire, made from the client's own generated stubs: as much of EventStoreDB as an adapter asks for, with
 * the answers a real one was seen to give, and every kind of misbehaviour on demand.
 */
export class StandIn {
  readonly mischief: Mischief = { appends: [], reads: [], subscriptions: [], checkpoint: undefined };
  readonly seen: Seen = { appends: [], reads: [], subscriptions: [], openReads: 0, gossip: [] };
  /** Requests wait, unread, for as long as this says so. */
  stalls: () => boolean = () => false;
  /** What it says of its cluster: by default, that it is one. */
  cluster: GossipMember[] | undefined;
  #server: Server | undefined;

  private constructor(
    public log: StandInLog,
    public port: number,
    private readonly tls: Certificate | undefined,
  ) {}

  static async start({ log = new StandInLog(), port = 0, tls }: StandInOptions = {}): Promise<StandIn> {
    const standIn = new StandIn(log, port, tls);
    await standIn.start();
    return standIn;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Again at the same port, with the log as it is. */
  async start(): Promise<void> {
    const server = new Server();
    server.addService(streamsGrpc.StreamsService, {
      read: (call: ReadCall) => void this.#read(call),
      append: unimplemented,
      batchAppend: (call: AppendCall) => {
        call.on('error', () => {});
        call.on('data', (request: streams.BatchAppendReq) => void this.#append(call, request));
      },
      delete: unimplemented,
      tombstone: unimplemented,
    });
    server.addService(gossipGrpc.GossipService as never, {
      read: (call: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<unknown>) => {
        this.seen.gossip.push(call.metadata.get('authorization')[0]?.toString());
        answer(null, clusterMessage(this.cluster ?? [{ port: this.port, state: 'LEADER' }]));
      },
    });
    server.addService(featuresGrpc.ServerFeaturesService as never, {
      getSupportedMethods: (_: unknown, answer: sendUnaryData<unknown>) => answer(null, featuresMessage()),
    });
    const credentials = this.tls
      ? ServerCredentials.createSsl(null, [{ private_key: this.tls.key, cert_chain: this.tls.certificate }])
      : ServerCredentials.createInsecure();
    this.port = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${this.port}`, credentials, (error, port) => (error ? reject(error) : resolve(port))),
    );
    this.#server = server;
  }

  /** Every connection is cut, whatever is under way. */
  async stop(): Promise<void> {
    this.#server?.forceShutdown();
    this.#server = undefined;
    await sleep(1);
  }

  async #append(call: AppendCall, request: streams.BatchAppendReq): Promise<void> {
    if (this.stalls() && (await this.#isGivenUp(call))) return;
    const options = request.getOptions()!;
    const stream = streamNameOf(options.getStreamIdentifier());
    const events = request.getProposedMessagesList().map(proposedOf);
    const expected = options.hasNoStream() ? -1 : Number(options.getStreamPosition());
    this.seen.appends.push({
      call,
      stream,
      ids: events.map(({ id }) => id),
      expected,
      peer: call.getPeer(),
      leaderOnly: isLeaderOnly(call),
      deadline: Number.isFinite(Number(call.getDeadline())),
    });
    const answer = (message: streams.BatchAppendResp) => {
      message.setCorrelationId(request.getCorrelationId()).setStreamIdentifier(options.getStreamIdentifier());
      call.write(message);
    };
    const append = () => this.log.append(stream, events, expected);
    const mischief = this.mischief.appends.shift();
    if (mischief) await misbehave(mischief, call, answer, append);
    else answer(answerTo(append(), expected));
  }

  async #read(call: ReadCall): Promise<void> {
    if (this.stalls() && (await this.#isGivenUp(call))) return;
    const options = call.request.getOptions()!;
    this.seen.openReads += 1;
    call.on('close', () => {
      this.seen.openReads -= 1;
    });
    call.on('error', () => {});
    if (options.hasSubscription()) return this.#subscribe(call, options);
    const count = Number(options.getCount());
    this.seen.reads.push({ count, leaderOnly: isLeaderOnly(call) });
    const stream = options.hasStream() ? streamNameOf(options.getStream()!.getStreamIdentifier()) : undefined;
    if (stream !== undefined && this.log.stream(stream).length === 0) {
      call.write(notFoundMessage(stream));
      return void call.end();
    }
    const records = stream === undefined ? this.#ofAll(options) : ofStream(this.log.stream(stream), options);
    if (records === undefined)
      return fail(call, serviceError(status.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition'));
    const mischief = this.mischief.reads.shift();
    for (const record of records.slice(0, Math.min(count, mischief?.afterEvents ?? count)))
      call.write(eventMessage(record));
    if (mischief === undefined || mischief.ending === 'end') call.end();
    else if (mischief.ending !== 'silence') fail(call, mischief.ending.error);
  }

  /** Waits until it stalls no longer. Answers whether the client has gone meanwhile. */
  async #isGivenUp(call: AppendCall | ReadCall): Promise<boolean> {
    while (this.stalls() && !call.cancelled) await sleep(5);
    return call.cancelled;
  }

  /** Forwards with the event at a position, backwards without it. */
  #ofAll(options: streams.ReadReq.Options): readonly LogRecord[] | undefined {
    const { records } = this.log;
    const forwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.FORWARDS;
    const all = options.getAll()!;
    if (all.hasStart()) return forwards ? records : [];
    if (all.hasEnd()) return forwards ? [] : records.toReversed();
    const at = records.findIndex(({ position }) => position === Number(all.getPosition()!.getCommitPosition()));
    if (at < 0) return undefined;
    return forwards ? records.slice(at) : records.slice(0, at).toReversed();
  }

  #subscribe(call: ReadCall, options: streams.ReadReq.Options): void {
    const all = options.getAll()!;
    const from = all.hasStart() ? -1 : Number(all.getPosition()!.getCommitPosition());
    this.seen.subscriptions.push({ from, leaderOnly: isLeaderOnly(call) });
    const wanted = new RegExp(options.getFilter()?.getEventType()?.getRegex() ?? '');
    const mischief = this.mischief.subscriptions.shift();
    call.write(confirmationMessage());
    if (this.mischief.checkpoint !== undefined) call.write(checkpointMessage(this.mischief.checkpoint));
    let next = this.log.records.findIndex(({ position }) => position > from);
    if (next < 0) next = this.log.records.length;
    let sent = 0;
    const send = () => {
      for (; next < this.log.records.length; next += 1) {
        const record = this.log.records[next]!;
        if (!wanted.test(record.type)) continue;
        if (mischief && sent >= mischief.afterEvents) return misbehaveReading(mischief, call, stop);
        call.write(eventMessage(record));
        sent += 1;
      }
      if (mischief && sent >= mischief.afterEvents && mischief.ending !== 'silence')
        misbehaveReading(mischief, call, stop);
    };
    const stop = this.log.onAppended(send);
    call.on('cancelled', stop);
    call.on('close', stop);
    send();
    call.write(caughtUpMessage());
  }
}

function ofStream(records: readonly LogRecord[], options: streams.ReadReq.Options): readonly LogRecord[] {
  const forwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.FORWARDS;
  const place = options.getStream()!;
  if (place.hasStart()) return forwards ? records : records.slice(0, 1);
  if (place.hasEnd()) return forwards ? [] : records.toReversed();
  const revision = Number(place.getRevision());
  return forwards ? records.slice(revision) : records.slice(0, revision + 1).toReversed();
}

async function misbehave(
  { write, answer: how }: AppendMischief,
  call: AppendCall,
  answer: (message: streams.BatchAppendResp) => void,
  append: () => AppendOutcome,
): Promise<void> {
  const outcome = write ? append() : undefined;
  if (how === 'silence') return;
  if (how === 'conflict') answer(conflictMessage(7, 3));
  else if (how === 'half-close') call.end();
  else if ('refuse' in how) answer(refusalMessage(how.refuse));
  else if ('error' in how) call.emit('error', how.error);
  else {
    await sleep(how.afterMs);
    answer(answerTo(outcome ?? append(), -1));
  }
}

function answerTo(outcome: AppendOutcome, expected: number): streams.BatchAppendResp {
  if (outcome.kind === 'appended') return appendedMessage(outcome.revision, outcome.position);
  if (outcome.kind === 'conflict') return conflictMessage(outcome.current, expected);
  return refusalMessage('MaximumAppendSizeExceeded');
}

function misbehaveReading({ ending }: ReadMischief, call: ReadCall, stop: () => void): void {
  stop();
  if (ending === 'end') call.end();
  else if (ending !== 'silence') fail(call, ending.error);
}

function fail(call: ReadCall, error: ServiceError): void {
  call.emit('error', error);
}

function isLeaderOnly(call: AppendCall | ReadCall): boolean {
  return call.metadata.get('requires-leader')[0] === 'true';
}

function unimplemented(_: unknown, answer: sendUnaryData<never>): void {
  answer(serviceError(status.UNIMPLEMENTED, 'not in the stand-in'));
}
