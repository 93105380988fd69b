/** `npm run bench`: builds the server with its benchmarks and runs them; arguments are passed on. */
import { join } from 'node:path';
import { build, giveUp, install, pinnedNode, QUIET, root, run, runTool, step } from './bootstrap.mjs';

try {
  await install();
  await build();
  await step('Building the benchmarks', () =>
    runTool('typescript/bin/tsc', ['-p', 'tsconfig.bench.json'], { quiet: true }),
  );
  await run(pinnedNode, [QUIET, '--expose-gc', join(root, 'dist', 'bench', 'main.js'), ...process.argv.slice(2)]);
} catch (error) {
  giveUp(error);
}
