/**
 * What `npm start` and `npm test` share: install when needed, build when needed, run things on the pinned Node.
 *
 * Plain JavaScript without dependencies: on a fresh machine this runs before anything is installed, on whatever Node the
 * machine has.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The Node that the lock file pins (devDependency `node`). */
export const pinnedNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
/** Where `npm run build` leaves the server, the commands that look after its data, and the demo. */
export const serverEntry = join(root, 'dist', 'src', 'main.js');
export const commandsEntry = join(root, 'dist', 'src', 'cli', 'main.js');
export const demoEntry = join(root, 'dist', 'src', 'demo', 'main.js');
/** `node:sqlite` and native ES modules in Jest still announce themselves as experimental; nobody needs to read it. */
export const QUIET = '--disable-warning=ExperimentalWarning';

/** Held by the process that installs or builds here; its id is in it. */
const lock = join(root, '.preparing');
const ASK_AGAIN_MS = 200;

const installStamp = join(root, 'node_modules', '.installed');
/** What is built, each of its own sources into folders of its own. */
const BUILDS = [
  {
    title: 'Building the server',
    folders: ['src', 'projections'],
    files: ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'],
    into: ['dist/src', 'dist/projections'],
    stamp: join(root, 'dist', '.built-server'),
    run: () => runTool('@nestjs/cli/bin/nest.js', ['build'], { quiet: true }),
  },
  {
    title: 'Building the Admin Center',
    folders: ['admin/src'],
    files: ['admin/index.html', 'admin/vite.config.ts', 'admin/precompressed.ts', 'package-lock.json'],
    into: ['dist/admin'],
    stamp: join(root, 'dist', '.built-admin'),
    run: () => runTool('vite/bin/vite.js', ['build', 'admin', '--logLevel', 'warn'], { quiet: true }),
  },
];

/** Installs exactly what the lock file says, unless that is what is there. */
export async function install() {
  const wanted = fingerprint(['package-lock.json']);
  await unless(
    () => stampSays(installStamp, wanted),
    () => installAs(wanted),
  );
}

async function installAs(wanted) {
  // The stamp goes first and comes last: an install that was cut short is never taken for a whole one.
  rmSync(installStamp, { force: true });
  await step('Installing dependencies (a minute or two, once)', () =>
    run('npm', ['ci', '--no-audit', '--no-fund'], { quiet: true }),
  );
  await checkPinnedNode();
  writeFileSync(installStamp, wanted);
}

/** Builds into `dist` what changed since the last time. */
export async function build() {
  for (const { title, folders, files, into, stamp, run } of BUILDS) {
    const wanted = fingerprint([...folders.flatMap(filesUnder), ...files]);
    await unless(
      () => stampSays(stamp, wanted),
      async () => {
        for (const folder of [relative(root, stamp), ...into])
          rmSync(join(root, folder), { recursive: true, force: true });
        await step(title, run);
        writeFileSync(stamp, wanted);
      },
    );
  }
}

/** Does the work unless it is done, one process at a time: two that start at once here would build into each other's files. */
async function unless(isDone, work) {
  if (isDone()) return;
  await takeLock();
  try {
    if (!isDone()) await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whoever died with it has lost it, also one that had our id: in a container ids begin anew with every start. */
async function takeLock() {
  for (let told = false; !isTaken(); await pause(ASK_AGAIN_MS)) {
    const holder = holderOfLock();
    if (holder === process.pid || (holder !== undefined && !isRunning(holder))) rmSync(lock, { force: true });
    else if (!told)
      console.log(`Process ${holder} prepares this folder; waiting for it. If it does not, delete ${lock}.`);
    told = true;
  }
}

/** The lock has its holder's id in it from the moment that it is there. */
function isTaken() {
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function holderOfLock() {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs a dependency's script on the pinned Node. */
export function runTool(script, args, options = {}) {
  return run(pinnedNode, [...(options.nodeArgs ?? []), join(root, 'node_modules', script), ...args], options);
}

/**
 * Runs a program in the repository's folder to its end.
 * @returns {Promise<string>} what it printed, when `quiet`
 * @throws {CommandFailed} when it ends with anything but 0
 */
export function run(program, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: machinePath(), ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) =>
      code === 0 ? resolve(output) : reject(new CommandFailed([program, ...args].join(' '), code ?? signal, output)),
    );
  });
}

/** Runs a built program on the pinned Node in the place of this one: its input and output, signals and end are its own. */
export function become(entry, args) {
  const program = spawn(pinnedNode, [QUIET, '--enable-source-maps', entry, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  program.on('error', giveUp);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => passOn(signal, program));
  program.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** Ctrl-C at a terminal reaches the whole process group, the program too: it needs no second one from here. */
function passOn(signal, program) {
  const reachedByTerminal = signal !== 'SIGTERM' && process.stdin.isTTY;
  if (!reachedByTerminal) program.kill(signal);
}

/** A program that a step needs ended badly. `output` is what it said, when it was kept. */
export class CommandFailed extends Error {
  constructor(command, outcome, output) {
    super(`${command} ended with ${outcome}`);
    this.outcome = outcome;
    this.output = output;
  }
}

/** Tells what is going on, and afterwards how long it took. */
export async function step(title, work) {
  const startedAt = Date.now();
  process.stdout.write(`${title} …`);
  try {
    const result = await work();
    process.stdout.write(` done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write(' failed\n');
    throw error;
  }
}

/** Ends the process over an error with what a reader needs: the program's own words, or the stack of a fault of ours. */
export function giveUp(error) {
  if (error instanceof CommandFailed) console.error(`${error.output}\n${error.message}`);
  else console.error(error);
  process.exit(1);
}

async function checkPinnedNode() {
  const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
  const found = await run(pinnedNode, ['--version'], { quiet: true }).catch((error) => `nothing (${error.message})`);
  if (found.trim() === `v${pinned}`) return;
  throw new Error(
    `node_modules/.bin/node should be Node ${pinned}, but there is ${found.trim()}. Its install script was probably ` +
      'blocked: allow the install script of "node" (package.json lists it under allowScripts; check ignore-scripts too) ' +
      'and run npm ci again.',
  );
}

/** The PATH without this repository's `.bin`: `npm ci` must not run on the Node that it is about to replace. */
function machinePath() {
  const own = join(root, 'node_modules') + sep;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(own))
    .join(delimiter);
}

function stampSays(file, wanted) {
  try {
    return readFileSync(file, 'utf8') === wanted;
  } catch {
    return false;
  }
}

/** A hash over names and contents; the machine's kind counts, since some dependencies are binaries. */
function fingerprint(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .map((path) => relative(root, join(root, path)))
    .sort();
}
