/** `npm run demo`: installs and builds when needed, then runs a throw-away company until Ctrl-C. */
import { become, build, demoEntry, giveUp, install } from './bootstrap.mjs';

try {
  await install();
  await build();
  become(demoEntry, process.argv.slice(2));
} catch (error) {
  giveUp(error);
}
