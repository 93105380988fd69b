/** `npm start`: installs and builds when needed, then runs the server on the pinned Node. */
import { spawn } from 'node:child_process';
import { build, giveUp, install, pinnedNode, QUIET, root, serverEntry } from './bootstrap.mjs';

try {
  await install();
  await build();
  serve();
} catch (error) {
  giveUp(error);
}

function serve() {
  const server = spawn(pinnedNode, [QUIET, '--enable-source-maps', serverEntry, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  server.on('error', giveUp);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => passOn(signal, server));
  server.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** Ctrl-C at a terminal reaches the whole process group, the server too: it needs no second one from here. */
function passOn(signal, server) {
  const reachedByTerminal = signal !== 'SIGTERM' && process.stdin.isTTY;
  if (!reachedByTerminal) server.kill(signal);
}
