/** `npm start`: installs and builds when needed, then runs the server on the pinned Node. */
import { become, build, giveUp, install, serverEntry } from './bootstrap.mjs';

try {
  await install();
  await build();
  become(serverEntry, process.argv.slice(2));
} catch (error) {
  giveUp(error);
}
