/** Loaded before anything else (`node --import`): a machine whose clock is ten minutes behind. */
const LATE_MS = 10 * 60 * 1_000;
const now = Date.now.bind(Date);
Date.now = () => now() - LATE_MS;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [Date.now()] : given));
  }
};
globalThis.Date.now = Date.now;
