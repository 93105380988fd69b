/** What many events have in common: there are as many kinds as combinations that happened, a few hundred at most. */
export type AuditKind = { kind: number; action: string; product: string | null; reason: string | null };

/**
 * The number of a kind, made of what it is, so that it is the same in every rebuild and on every node: 53 bits of hash
 * (cyrb53, public domain), among which some hundred kinds do not meet. A number is compared and kept quicker than words.
 */
export function kindOf(action: string, product: string | null, reason: string | null): number {
  const text = `${action}|${product ?? ''}|${reason ?? ''}`;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
