import { projections } from '../../projections/index.ts';
import type { Projection } from '../read-models/projection.ts';
import { rebuild, type RowDifference, verify } from '../read-models/verify.ts';
import { withProgress } from './progress.ts';
import type { Workplace } from './workplace.ts';

/** Whether each read model's rows are what the log says; tells the first differences of those whose are not. */
export async function verifyReadModels(workplace: Workplace, name?: string): Promise<boolean> {
  let isWell = true;
  for (const projection of named(name)) {
    const { ok, rows, position, differences } = await withProgress(`Verifying ${projection.name}`, (onProgress) =>
      verify({ ...partsOf(workplace), projection, onProgress }),
    );
    isWell &&= ok;
    if (ok) console.log(`${projection.name}: ${rows} rows are as the log has them at position ${position}`);
    else console.error(complaint(projection.name, position, differences));
  }
  return isWell;
}

/** Puts rows made anew from the log in the place of the read models' own. */
export async function rebuildReadModels(workplace: Workplace, name?: string): Promise<boolean> {
  for (const projection of named(name)) {
    const { position } = await withProgress(`Rebuilding ${projection.name}`, (onProgress) =>
      rebuild({ ...partsOf(workplace), projection, onProgress }),
    );
    console.log(`${projection.name}: built anew up to position ${position}`);
  }
  return true;
}

const partsOf = ({ reading, log }: Workplace) => ({ database: reading, log });

function named(name: string | undefined): readonly Projection[] {
  return name === undefined ? projections : projections.filter((projection) => projection.name === name);
}

function complaint(name: string, position: number, differences: readonly RowDifference[]): string {
  const side = (row: unknown) => (row === undefined ? 'no such row' : JSON.stringify(row));
  const shown = differences.map(
    ({ table, rebuilt, live }) => `  ${table}\n    the log says  ${side(rebuilt)}\n    the row says  ${side(live)}`,
  );
  return [
    `${name}: rows are not as the log has them at position ${position}. The first that differ:`,
    ...shown,
    `Mend them with: npm run seatledger -- rebuild ${name}`,
  ].join('\n');
}
