import { randomUUID } from 'node:crypto';
import { convertToCommandError, EventStoreDBClient } from '@eventstore/db-client';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type Appended, NO_STREAM, type Revision } from '../event-store.ts';
import type { BatchEvent } from './batch.ts';
import { addressOf, type Endpoint, nameOf, type ServerSettings } from './connection-string.ts';
import { AppendError } from './faults.ts';
import { safe } from './records.ts';

type Answer = streams.BatchAppendResp;
type ClientSettings = Pick<ServerSettings, 'client' | 'channel' | 'credentials'>;

/** The refusals that the server packs into an answer, by the last part of their type's name. */
const TYPES: Record<string, string> = {
  WrongExpectedVersion: 'wrong-expected-version',
  StreamDeleted: 'stream-deleted',
  AccessDenied: 'access-denied',
  MaximumAppendSizeExceeded: 'maximum-append-size-exceeded',
  BadRequest: 'bad-request',
  InvalidTransaction: 'bad-request',
};

/** A member that has a vote, as a node of its cluster sees it. */
export type Member = Endpoint & { leads: boolean; alive: boolean };

/** States of members that only copy, or only manage. */
const VOTELESS = ['MANAGER', 'READONLYLEADERLESS', 'PREREADONLYREPLICA', 'READONLYREPLICA'] as const;

/**
 * The client of one node, with an append of its own. The package's batch append keeps what waits in one map for the whole process, so
 * that an error of one client rejects, or leaves hanging, appends of another; its unary append sends a message an event,
 * at half the rate. Here each append is a batch call of its own: one message there, one back, a deadline, nothing shared.
 */
export class AppendingClient extends EventStoreDBClient {
  constructor({ client, channel, credentials }: ClientSettings, node: Endpoint) {
    const { warn } = console;
    // It would tell the console, each time, that it finds our keep-alives frequent.
    console.warn = () => {};
    try {
      super({ ...client, endpoint: nameOf(node) }, channel, credentials);
    } finally {
      console.warn = warn;
    }
  }

  append(stream: string, events: BatchEvent[], expected: Revision, withinMs: number): Promise<Appended> {
    const request = requestOf(stream, events, expected);
    return this.execute(streamsGrpc.StreamsClient, 'append', (client) => {
      const call = client.batchAppend(...this.callArguments({ requiresLeader: true, deadline: withinMs }));
      const answered = new Promise<Answer>((resolve, reject) => {
        call.on('data', resolve);
        call.on('error', (error: Error) => reject(convertToCommandError(error)));
        call.on('end', () => reject(new AppendError('the server ended the append without an answer')));
      });
      call.write(request);
      return answered.then(appendedOf).finally(() => call.cancel());
    });
  }

  /** The node's view of its cluster. */
  members(withinMs: number): Promise<Member[]> {
    return this.execute(gossipGrpc.GossipClient, 'gossip', async (client) => {
      const view = await new Promise<gossip.ClusterInfo>((resolve, reject) => {
        client.read(new shared.Empty(), ...this.callArguments({ deadline: withinMs }), (error, answer) =>
          error ? reject(convertToCommandError(error)) : resolve(answer),
        );
      });
      return view.getMembersList().flatMap(membersOf);
    });
  }

  /** Takes no more calls, and frees the sockets once those under way have ended. */
  async retire(): Promise<void> {
    const channel = await this.getChannel();
    channel.close();
  }
}

/** One that is dead keeps the state that it was last seen in. */
function membersOf(info: gossip.MemberInfo): Member[] {
  const { VNodeState } = gossip.MemberInfo;
  const [state, alive, place] = [info.getState(), info.getIsAlive(), info.getHttpEndPoint()];
  if (!place || VOTELESS.some((name) => VNodeState[name] === state)) return [];
  const address = addressOf(place.getAddress());
  return [{ address, port: place.getPort(), leads: alive && state === VNodeState.LEADER, alive }];
}

/** Without a deadline in the message, which would be wall-clock time: the call has one, and the server its own. */
function requestOf(stream: string, events: BatchEvent[], expected: Revision): streams.BatchAppendReq {
  const name = Buffer.from(stream).toString('base64');
  const options = new streams.BatchAppendReq.Options();
  options.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(name));
  if (expected === NO_STREAM) options.setNoStream(new shared.Empty());
  else options.setStreamPosition(String(expected));
  return new streams.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(randomUUID()))
    .setOptions(options)
    .setProposedMessagesList(events.map(messageOf))
    .setIsFinal(true);
}

function messageOf({ id, type, data, metadata }: BatchEvent): streams.BatchAppendReq.ProposedMessage {
  const message = new streams.BatchAppendReq.ProposedMessage();
  message.setId(new shared.UUID().setString(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message.setData(data).setCustomMetadata(metadata);
}

/** @throws AppendError with the `type` that the client has for such an answer. */
function appendedOf(answer: Answer): Appended {
  const success = answer.getSuccess();
  const position = success?.getPosition();
  if (success && position) {
    return { revision: Number(success.getCurrentRevision()), position: safe(BigInt(position.getCommitPosition())) };
  }
  const error = answer.getError();
  const details = error?.getDetails();
  const name = details?.getTypeName().split('.').at(-1) ?? '';
  throw new AppendError(error?.getMessage() || name, TYPES[name] ?? 'unknown', actualOf(details, name));
}

type Details = ReturnType<NonNullable<ReturnType<Answer['getError']>>['getDetails']>;

function actualOf(details: Details, name: string): Revision | undefined {
  if (name !== 'WrongExpectedVersion') return undefined;
  const conflict = details?.unpack(shared.WrongExpectedVersion.deserializeBinary, details.getTypeName());
  return conflict?.hasCurrentStreamRevision() ? Number(conflict.getCurrentStreamRevision()) : NO_STREAM;
}
