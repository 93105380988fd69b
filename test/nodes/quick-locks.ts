/** For locks whose turns a test passes round. */
export const QUICK = { askForTurnMs: 100, reconnectFirstMs: 20, reconnectMostMs: 100 } as const;
/** Long enough that who waits for a turn has asked for it more than once. */
export const ASKED_AGAIN_MS = 4 * QUICK.askForTurnMs;
