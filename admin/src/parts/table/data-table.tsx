import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { type CSSProperties, memo, type ReactNode, useEffect, useState } from 'react';
import { t } from '../../strings.ts';
import classes from './data-table.module.css';

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** What the server calls the order by this column. */
  sort?: string;
  /** On a narrow screen the cell needs no heading, since it names the row. */
  main?: boolean;
  /** In pixels; words may break to stay near it. */
  width?: number;
  /** The heading is for readers by ear only: what is below it speaks for itself. */
  quiet?: boolean;
};

export type Selection = {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** All rows that are shown, on or off. */
  toggleAll: () => void;
  all: boolean;
  some: boolean;
  label: string;
};

type TableProps<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** What a row is called, for its checkbox. */
  nameOf: (row: Row) => string;
  selection?: Selection;
  sort?: string;
  onSort?: (sort: string) => void;
  busy?: boolean;
};

/** A table; on a narrow screen each row becomes a card. */
export function DataTable<Row>({ label, columns, rows, idOf, nameOf, selection, sort, onSort, busy }: TableProps<Row>) {
  const drawn = useDrawnRows(rows.length);
  return (
    // A wide table scrolls within its frame, also by keyboard.
    <section className={classes.frame} aria-label={label} data-busy={busy || undefined}>
      <table className={classes.table} aria-label={label} aria-busy={busy}>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className={classes.tick}>
                <Checkbox
                  size="xs"
                  aria-label={selection.label}
                  checked={selection.all}
                  indeterminate={selection.some && !selection.all}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <Heading key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, drawn).map((row) => {
            const id = idOf(row);
            return (
              <TableRow
                key={id}
                id={id}
                row={row as object}
                columns={columns as readonly Column<object>[]}
                name={selection && nameOf(row)}
                selected={selection?.has(id)}
                onToggle={selection?.toggle}
              />
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** As many as are drawn in one go without the page standing still. */
const ROWS_A_STEP = 50;

/** How many of the rows to draw yet: a long list grows in steps, and the page answers in between. */
function useDrawnRows(total: number): number {
  const [drawn, setDrawn] = useState(ROWS_A_STEP);
  useEffect(() => {
    if (drawn >= total) return undefined;
    const step = setTimeout(() => setDrawn(drawn + ROWS_A_STEP));
    return () => clearTimeout(step);
  }, [drawn, total]);
  return drawn;
}

type HeadingProps = {
  column: Pick<Column<never>, 'header' | 'sort' | 'width' | 'quiet'>;
  sort?: string;
  onSort?: (sort: string) => void;
};

function Heading({ column: { header, sort: by, width, quiet }, sort, onSort }: HeadingProps) {
  const style = width === undefined ? undefined : ({ '--column': `${width}px` } as CSSProperties);
  if (!by || !onSort)
    return (
      <th scope="col" style={style}>
        <span className={quiet ? 'visually-hidden' : undefined}>{header}</span>
      </th>
    );
  const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : undefined;
  const Icon = direction === 'ascending' ? IconArrowUp : direction === 'descending' ? IconArrowDown : IconSelector;
  return (
    <th scope="col" aria-sort={direction ?? 'none'} style={style}>
      <button type="button" className={classes.sort} onClick={() => onSort(direction === 'ascending' ? `-${by}` : by)}>
        {header}
        <Icon size={14} aria-hidden />
      </button>
    </th>
  );
}

type RowProps = {
  id: string;
  row: object;
  columns: readonly Column<object>[];
  name?: string;
  selected?: boolean;
  onToggle?: (id: string) => void;
};

/** Drawn again only when its row or its tick changed: lists of hundreds change ten times a second. */
const TableRow = memo(function TableRow({ id, row, columns, name, selected, onToggle }: RowProps) {
  return (
    <tr data-selected={selected || undefined}>
      {onToggle && (
        <td className={classes.tick}>
          <Checkbox size="xs" aria-label={t.select(name ?? id)} checked={selected} onChange={() => onToggle(id)} />
        </td>
      )}
      {columns.map(({ key, header, cell, main }) => (
        <td key={key} data-label={header} data-main={main || undefined}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
});
