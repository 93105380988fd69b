import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import type { ChannelCredentialOptions, Credentials } from '@eventstore/db-client';

const DEFAULT_PORT = 2113;
/** Well below the ten seconds of the client: a server that hangs is noticed after the sum of both. */
const KEEP_ALIVE_MS = 3_000;

/** As the client's own, but for the seconds that a node may take to answer: it has five, and asks one after another. */
const DISCOVERY = { maxDiscoverAttempts: 10, discoveryInterval: 100, gossipTimeout: 2 };

export type Endpoint = { address: string; port: number };

export type ServerSettings = {
  hosts: Endpoint[];
  /** What the hosts are: the server itself, nodes of a cluster, or names whose addresses are nodes of a cluster. */
  kind: 'server' | 'seeds' | 'names';
  client: { keepAliveInterval: number; keepAliveTimeout: number; connectionName: string };
  /** How a leader is looked for: about so many times the sum of both. */
  discovery: { attempts: number; intervalMs: number; answerMs: number };
  channel: ChannelCredentialOptions;
  credentials: Credentials | undefined;
  /** Where the server is, without who we are: safe to log. */
  description: string;
};

/** The setting can't be used; the message never holds the connection string, which may have a password in it. */
export class ConnectionStringError extends Error {
  override name = 'ConnectionStringError';
}

const SHAPE =
  /^(?<scheme>esdb(?:\+discover)?):\/\/(?:(?<user>[^:@/?]+):(?<password>[^@]+)@)?(?<hosts>[^/?@]+)\/?(?:\?(?<options>.*))?$/;

/** All in milliseconds but for the gossip's, which are seconds, and the attempts. */
const NUMBERS = [
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
] as const;
/**
 * The rest of what EventStoreDB's own documents name; what would change our rules may only say what we do anyway. A
 * preference has no effect: everything is asked of the leader.
 */
const OTHERS: Record<string, string[] | undefined> = {
  tls: ['true', 'false'],
  tlsVerifyCert: ['true'],
  throwOnAppendFailure: ['true'],
  nodePreference: ['leader', 'follower', 'random', 'read_only_replica'],
  connectionName: undefined,
  tlsCAFile: undefined,
  userCertFile: undefined,
  userKeyFile: undefined,
};

/**
 * Reads `esdb://` and `esdb+discover://` strings as EventStoreDB documents them. Read here and not by the client, which
 * puts the whole string, password included, into its debug log and its errors.
 * @throws ConnectionStringError
 */
export function readConnectionString(text: string): ServerSettings {
  const parts = SHAPE.exec(text.trim())?.groups;
  if (!parts) throw new ConnectionStringError('must look like esdb://user:password@host:2113?tls=true');
  const hosts = parts.hosts!.split(',').map(readHost);
  const options = readOptions(parts.options ?? '');
  const channel = readChannel(options);
  const credentials =
    parts.user === undefined ? undefined : { username: decoded(parts.user), password: decoded(parts.password!) };
  if (credentials && channel.insecure && !hosts.every(({ address }) => isLoopback(address))) {
    throw new ConnectionStringError('has a password and tls=false: it would be readable on its way. Turn TLS on');
  }
  const numbers = { keepAliveInterval: KEEP_ALIVE_MS, keepAliveTimeout: KEEP_ALIVE_MS, ...DISCOVERY };
  for (const name of NUMBERS) if (options.has(name)) numbers[name] = Number(options.get(name));
  const { keepAliveInterval, keepAliveTimeout, maxDiscoverAttempts, discoveryInterval, gossipTimeout } = numbers;
  return {
    hosts,
    kind: parts.scheme === 'esdb+discover' ? 'names' : hosts.length > 1 ? 'seeds' : 'server',
    client: { keepAliveInterval, keepAliveTimeout, connectionName: options.get('connectionName') ?? 'seatledger' },
    discovery: { attempts: maxDiscoverAttempts, intervalMs: discoveryInterval, answerMs: gossipTimeout * 1_000 },
    channel,
    credentials,
    description: `${parts.scheme}://${hosts.map(nameOf).join()}`,
  };
}

/** An address as it stands before a port. */
export function addressOf(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

export function nameOf({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConnectionStringError('has a % that stands for nothing in its user or password: write it as %25');
  }
}

function readHost(host: string): Endpoint {
  const [, address, port] = /^([^:\s]+|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i.exec(host) ?? [];
  if (address === undefined) throw new ConnectionStringError('must name hosts as host:port, with commas between them');
  return { address, port: port === undefined ? DEFAULT_PORT : Number(port) };
}

/** By the client's own spelling, whatever the case it was written in. */
function readOptions(text: string): Map<string, string> {
  const known = new Map([...NUMBERS, ...Object.keys(OTHERS)].map((name) => [name.toLowerCase(), name]));
  const options = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(text)) {
    const name = known.get(key.toLowerCase());
    if (name === undefined) throw new ConnectionStringError(`has an unknown option: ${key}`);
    const allowed = OTHERS[name];
    const given = allowed ? value.toLowerCase() : value;
    if (allowed && !allowed.includes(given)) throw new ConnectionStringError(`needs ${name}=${allowed.join(' or ')}`);
    if (!(name in OTHERS) && !/^\d+$/.test(value)) throw new ConnectionStringError(`needs a number as ${name}`);
    options.set(name, given);
  }
  return options;
}

function readChannel(options: Map<string, string>): ChannelCredentialOptions {
  if (options.get('tls') === 'false') return { insecure: true };
  if (options.has('userCertFile') !== options.has('userKeyFile')) {
    throw new ConnectionStringError('needs userCertFile and userKeyFile together');
  }
  const file = (name: string) => (options.has(name) ? readCertificate(name, options.get(name)!) : undefined);
  return {
    rootCertificate: file('tlsCAFile'),
    userCertFile: file('userCertFile'),
    userKeyFile: file('userKeyFile'),
  };
}

function readCertificate(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ConnectionStringError(`names a ${name} that can't be read: ${(error as Error).message}`);
  }
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '[::1]' || /^127(\.\d{1,3}){3}$/.test(address);
}
