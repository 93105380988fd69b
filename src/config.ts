import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { ConnectionStringError, readConnectionString } from './event-store/eventstoredb/connection-string.ts';

/** An empty value is an unset one: `MASTER_KEY=` in a file of settings means "none". */
const unlessEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const environmentSettings = z.object({
  PORT: unlessEmpty(z.coerce.number('must be a port number').int().min(0).max(65_535).default(3000)),
  HOST: unlessEmpty(z.string().default('127.0.0.1')),
  DATA_DIR: unlessEmpty(z.string().default('./data')),
  EVENT_STORE: unlessEmpty(
    z
      .string()
      .superRefine((text, context) => {
        const problem = text === 'embedded' ? null : eventStoreProblem(text);
        if (problem) context.addIssue({ code: 'custom', message: problem });
      })
      .default('embedded'),
  ),
  READ_DATABASE: unlessEmpty(
    z
      .string()
      .refine(
        (text) => text === 'embedded' || isPostgresUrl(text),
        "must be 'embedded', or a URL such as postgres://name:password@host:5432/seatledger",
      )
      .default('embedded'),
  ),
  PUBLIC_URL: unlessEmpty(
    z.url({ protocol: /^https?$/, error: 'must be a URL such as https://seats.example.com' }).optional(),
  ),
  BOOTSTRAP_ADMIN_EMAIL: unlessEmpty(z.email('must be an e-mail address').max(128).optional()),
  BOOTSTRAP_ADMIN_PASSWORD: unlessEmpty(
    z.string().min(12, 'must have 12 to 128 characters').max(128, 'must have 12 to 128 characters').optional(),
  ),
  BOOTSTRAP_ACCOUNT_NAME: unlessEmpty(z.string().max(128, 'must have at most 128 characters').default('My company')),
  TRUST_PROXY: unlessEmpty(
    z
      .string()
      .refine(areAddresses, 'must be addresses or ranges with commas between them, such as 10.0.0.0/8')
      .default('loopback'),
  ),
  LOG_LEVEL: unlessEmpty(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info')),
  OTEL_EXPORTER_OTLP_ENDPOINT: unlessEmpty(
    z.url({ protocol: /^https?$/, error: 'must be a URL such as http://collector:4318' }).optional(),
  ),
  OTEL_TRACES_SAMPLER_ARG: unlessEmpty(
    z.coerce.number('must be a number from 0 to 1').min(0, 'must be at least 0').max(1, 'must be at most 1').default(1),
  ),
  MASTER_KEY: unlessEmpty(
    z.string().refine(isKey, 'must be 32 bytes in base64 or hex, e.g. from: openssl rand -base64 32').optional(),
  ),
});

/** The names of the settings; each may also come as `<NAME>_FILE`. */
const NAMES: ReadonlySet<string> = new Set(Object.keys(environmentSettings.shape));

const settings = environmentSettings.transform((env) => ({
  port: env.PORT,
  host: env.HOST,
  dataDir: resolve(env.DATA_DIR),
  publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
  bootstrap: {
    adminEmail: env.BOOTSTRAP_ADMIN_EMAIL ?? 'admin@example.com',
    adminPassword: env.BOOTSTRAP_ADMIN_PASSWORD,
    accountName: env.BOOTSTRAP_ACCOUNT_NAME,
  },
  logLevel: env.LOG_LEVEL,
  masterKey: env.MASTER_KEY,
  /** The collector, and the share of traces that it gets; `undefined`: tracing is off. */
  traces:
    env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? undefined
      : { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, ''), ratio: env.OTEL_TRACES_SAMPLER_ARG },
  /** `embedded`, or where EventStoreDB is: with a password in it, so never to be told. */
  eventStore: env.EVENT_STORE,
  /** `embedded`, or where PostgreSQL is: with a password in it, so never to be told. */
  readDatabase: env.READ_DATABASE,
  /** Whose word counts for where a request came from. */
  trustProxy: env.TRUST_PROXY.split(',').map((one) => one.trim()),
}));

/** What the process is told from outside, checked once at the start. */
export type Settings = z.output<typeof settings>;

/** Every wrong setting at once, each with what to do about it. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/**
 * Any setting may be given as `<NAME>_FILE`, the file that holds it, so that no secret stands in an environment.
 * @param environment wins over the file, as operators expect.
 * @param envFile read when it exists; `null` for none.
 * @throws SettingsError naming each wrong setting.
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env, envFile: string | null = '.env'): Settings {
  const result = settings.safeParse(withContents({ ...fileSettings(envFile), ...environment }));
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
  throw new SettingsError(
    `These settings are wrong; set them in the environment or in .env and start again:\n${wrong.join('\n')}`,
  );
}

function fileSettings(file: string | null): NodeJS.Dict<string> {
  return file !== null && existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}

const SETTING_OF_FILE = /^(?<name>[A-Z_]+)_FILE$/;

/** @throws SettingsError for a file that can't be read, or holds nothing. */
function withContents(given: NodeJS.Dict<string>): NodeJS.Dict<string> {
  const all = { ...given };
  for (const [key, file] of Object.entries(given)) {
    const name = SETTING_OF_FILE.exec(key)?.groups?.name;
    if (!file || name === undefined || !NAMES.has(name)) continue;
    if (given[name]) throw new SettingsError(`${name} and ${key} are both set; leave one of them out.`);
    all[name] = contentOf(key, file);
  }
  return all;
}

/** Never nothing: a secret that was lost on its way would be taken for a setting that nobody made, and a key made anew. */
function contentOf(key: string, file: string): string {
  let content: string;
  try {
    content = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new SettingsError(`${key} names a file that can't be read: ${(error as Error).message}`);
  }
  if (content === '') throw new SettingsError(`${key} names a file that holds nothing: ${file}`);
  return content;
}

/** What is wrong with a connection string, in words that repeat nothing of it. */
function eventStoreProblem(text: string): string | null {
  if (!/^esdb(\+discover)?:/.test(text)) return "must be 'embedded', or esdb://user:password@host:2113?tls=true";
  try {
    readConnectionString(text);
    return null;
  } catch (error) {
    if (error instanceof ConnectionStringError) return error.message;
    throw error;
  }
}

const NAMED_RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);

function areAddresses(text: string): boolean {
  return text.split(',').every((one) => {
    const [address = '', bits, more] = one.trim().split('/');
    if (NAMED_RANGES.has(one.trim())) return true;
    const longest = isIP(address) === 6 ? 128 : 32;
    return (
      isIP(address) !== 0 &&
      more === undefined &&
      (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= longest))
    );
  });
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\/[^/]/.test(text) && URL.canParse(text);
}

/** The forms the credential store reads a master key in. */
function isKey(text: string): boolean {
  return /^([0-9a-f]{64}|[A-Za-z0-9+/_-]{43}=?)$/i.test(text.trim());
}
