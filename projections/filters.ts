import type { Catalogue } from '../src/domain/catalogue.ts';
import { invalid } from '../src/read-models/query/page.ts';

/** @throws Refusal VALIDATION_FAILED: a list of nothing would hide that the filter was misspelt. */
export function requireProductFilter(catalogue: Catalogue, product: string, pointer = 'product'): void {
  if (!catalogue.has(product)) invalid(pointer, `must name a product: ${[...catalogue.keys()].join(', ')}`);
}
