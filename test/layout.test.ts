import { readFileSync } from 'node:fs';

/** Rows of CONTRIBUTING's table of folders: `folder` → what its last column says it may import. */
function documented(): Record<string, string[]> {
  const text = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z/-]+)` \|[^|]*\| ([^|]*) \|$/gm)];
  const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
  return Object.fromEntries(rows.map(([, folder, cell]) => [folder!, names(cell!).sort()]));
}

it('CONTRIBUTING says which part may import which exactly as the dependency check enforces it', async () => {
  const { MAY_IMPORT } = (await import('../.dependency-cruiser.mjs' as string)) as {
    MAY_IMPORT: Record<string, string[]>;
  };
  const short = (part: string) => part.replace('src/', '');
  const enforced = Object.fromEntries(
    Object.entries(MAY_IMPORT).map(([part, others]) => [part, others.map(short).sort()]),
  );
  expect(documented()).toEqual(enforced);
});
