import type { LogLoad } from '../support/log-load.ts';

/** What a test prints of its load once that was found again. */
export function reported(what: string, outages: number[], acknowledged: number, load: LogLoad): string {
  return (
    `  ${what}: ${outagesTold(outages)}; ${acknowledged} events acknowledged, 0 lost, 0 twice; ` +
    `slowest batch ${inSeconds(load.slowestMs)}, ${load.unavailable} times told that it is not known\n`
  );
}

export function outagesTold(outages: number[]): string {
  return `answered again after ${spread(outages)}`;
}

/** @param silences for each round, how many milliseconds nobody got an answer, at the longest. */
export function silencesTold(silences: number[]): string {
  return `longest without an answer ${spread(silences)}`;
}

function spread(milliseconds: number[]): string {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  return `p50 ${inSeconds(sorted[sorted.length >> 1]!)}, max ${inSeconds(sorted.at(-1)!)}`;
}

export function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
