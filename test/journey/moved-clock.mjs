/** Loaded before anything else (`node --import`): a machine whose clock is ahead by what the file CLOCK_AHEAD says, in ms. */
import { existsSync, readFileSync } from 'node:fs';

const now = Date.now.bind(Date);
const aheadMs = () => (existsSync(process.env.CLOCK_AHEAD) ? Number(readFileSync(process.env.CLOCK_AHEAD, 'utf8')) : 0);
Date.now = () => now() + aheadMs();
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [Date.now()] : given));
  }
};
globalThis.Date.now = Date.now;
