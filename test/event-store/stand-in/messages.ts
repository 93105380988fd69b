import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpc from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';

/** An event as it lies in the stand-in's log. */
export type LogRecord = {
  id: string;
  type: string;
  contentType: string;
  data: Uint8Array;
  metadata: Uint8Array;
  stream: string;
  revision: number;
  position: number;
  createdMs: number;
};

export type Proposed = Pick<LogRecord, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

const TICKS_A_MILLISECOND = 10_000n;

export function proposedOf(message: streams.BatchAppendReq.ProposedMessage): Proposed {
  return {
    id: message.getId()!.getString(),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function streamNameOf(identifier: shared.StreamIdentifier | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
}

export function eventMessage(record: LogRecord): streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(record.id));
  recorded.setStreamIdentifier(identifierOf(record.stream));
  recorded.setStreamRevision(String(record.revision));
  recorded.setCommitPosition(String(record.position));
  recorded.setPreparePosition(String(record.position));
  recorded.getMetadataMap().set('type', record.type);
  recorded.getMetadataMap().set('content-type', record.contentType);
  recorded.getMetadataMap().set('created', String(BigInt(record.createdMs) * TICKS_A_MILLISECOND));
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(record.position));
  return new streams.ReadResp().setEvent(event);
}

export function notFoundMessage(stream: string): streams.ReadResp {
  const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream));
  return new streams.ReadResp().setStreamNotFound(notFound);
}

export function confirmationMessage(): streams.ReadResp {
  return new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('s'));
}

export function caughtUpMessage(): streams.ReadResp {
  return new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
}

export function checkpointMessage(position: bigint): streams.ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position)).setPreparePosition(String(position));
  return new streams.ReadResp().setCheckpoint(checkpoint);
}

export function appendedMessage(revision: number, position: number): streams.BatchAppendResp {
  const place = new shared.AllStreamPosition();
  place.setCommitPosition(String(position)).setPreparePosition(String(position));
  const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(place);
  return new streams.BatchAppendResp().setSuccess(success);
}

export function conflictMessage(current: number, expected: number): streams.BatchAppendResp {
  const conflict = new shared.WrongExpectedVersion();
  if (current < 0) conflict.setCurrentNoStream(new shared.Empty());
  else conflict.setCurrentStreamRevision(String(current));
  if (expected < 0) conflict.setExpectedNoStream(new shared.Empty());
  else conflict.setExpectedStreamPosition(String(expected));
  return refusalMessage('WrongExpectedVersion', Uint8Array.from(conflict.serializeBinary()));
}

/** An answer that is an error: a name and a message packed together, as the server has them. */
export function refusalMessage(
  name: string,
  packed: Uint8Array<ArrayBuffer> = new Uint8Array(),
  text = '',
): streams.BatchAppendResp {
  const details = new any.Any();
  details.pack(packed, `event_store.client.${name}`);
  return new streams.BatchAppendResp().setError(new rpc.Status().setDetails(details).setMessage(text));
}

/** What the server can do, as far as the client asks: batch appends. */
export function featuresMessage(): features.SupportedMethods {
  const method = new features.SupportedMethod();
  method.setServiceName('event_store.client.streams.streams').setMethodName('batchappend');
  return new features.SupportedMethods().setEventStoreServerVersion('24.6.0').setMethodsList([method]);
}

export type NodeState = keyof typeof gossip.MemberInfo.VNodeState;
export type GossipMember = { address?: string; port: number; state: NodeState; alive?: boolean };

/** What a node says of its cluster. */
export function clusterMessage(members: GossipMember[]): gossip.ClusterInfo {
  return new gossip.ClusterInfo().setMembersList(
    members.map(({ address = '127.0.0.1', port, state, alive = true }) => {
      const member = new gossip.MemberInfo();
      member.setInstanceId(new shared.UUID().setString('00000000-0000-4000-8000-000000000001'));
      member.setState(gossip.MemberInfo.VNodeState[state]);
      member.setIsAlive(alive);
      return member.setHttpEndPoint(new gossip.EndPoint().setAddress(address).setPort(port));
    }),
  );
}

/** An error as the server sends it: a code, and what the client makes its `type` of. */
export function serviceError(code: status, details: string, metadata: Record<string, string> = {}): ServiceError {
  const trailers = new Metadata();
  for (const [key, value] of Object.entries(metadata)) trailers.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata: trailers });
}

export function notLeader(port: number): ServiceError {
  return serviceError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': '127.0.0.1',
    'leader-endpoint-port': String(port),
  });
}

function identifierOf(stream: string): shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
}
