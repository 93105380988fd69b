import { readFileSync } from 'node:fs';
import type {
  ChannelCredentialOptions,
  Credentials,
  DNSClusterOptions,
  GossipClusterOptions,
  SingleNodeOptions,
} from '@eventstore/db-client';

const DEFAULT_PORT = 2113;
/** Well below the ten seconds of the client: a server that hangs is noticed after the sum of both. */
const KEEP_ALIVE_MS = 3_000;

export type ServerSettings = {
  connection: (DNSClusterOptions | GossipClusterOptions | SingleNodeOptions) & { connectionName?: string };
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

/** Numbers of the client; all in milliseconds but for the gossip's, which are seconds, and the attempts. */
const NUMBERS = [
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
] as const;
const PREFERENCES = ['leader', 'follower', 'random', 'read_only_replica'] as const;
/** The rest of what EventStoreDB's own documents name; what would change our rules may only say what we do anyway. */
const OTHERS: Record<string, string[] | undefined> = {
  tls: ['true', 'false'],
  tlsVerifyCert: ['true'],
  throwOnAppendFailure: ['true'],
  nodePreference: [...PREFERENCES],
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
    parts.user === undefined
      ? undefined
      : { username: decodeURIComponent(parts.user), password: decodeURIComponent(parts.password!) };
  if (credentials && channel.insecure && !hosts.every(({ address }) => isLoopback(address))) {
    throw new ConnectionStringError('has a password and tls=false: it would be readable on its way. Turn TLS on');
  }
  const common = {
    keepAliveInterval: KEEP_ALIVE_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    ...Object.fromEntries(NUMBERS.flatMap((name) => (options.has(name) ? [[name, Number(options.get(name))]] : []))),
    nodePreference: (options.get('nodePreference') ?? 'leader') as (typeof PREFERENCES)[number],
    connectionName: options.get('connectionName') ?? 'seatledger',
  };
  const [first] = hosts;
  return {
    connection: parts.scheme === 'esdb+discover' ? { ...common, discover: first! } : reach(hosts, common),
    channel,
    credentials,
    description: `${parts.scheme}://${hosts.map(({ address, port }) => `${address}:${port}`).join()}`,
  };
}

function reach<Common extends object>(hosts: { address: string; port: number }[], common: Common) {
  return hosts.length > 1 ? { ...common, endpoints: hosts } : { ...common, endpoint: hosts[0]! };
}

function readHost(host: string): { address: string; port: number } {
  const [, address, port] = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(host) ?? [];
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
