#!/usr/bin/env node
/** `npm run seatledger -- <command>`: installs and builds when needed, then runs a command on the server's data. */
import { become, build, commandsEntry, giveUp, install } from './bootstrap.mjs';

try {
  await install();
  await build();
  become(commandsEntry, process.argv.slice(2));
} catch (error) {
  giveUp(error);
}
