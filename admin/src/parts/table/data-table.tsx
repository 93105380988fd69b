import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { type CSSProperties, memo, type ReactNode, type Ref, useMemo } from 'react';
import { t } from '../../strings.ts';
import classes from './data-table.module.css';
import { useRowWindow } from './row-window.ts';

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

/** A table; on a narrow screen each row becomes a card. Of a long one only what is near the screen is drawn. */
export function DataTable<Row>({ label, columns, rows, idOf, nameOf, selection, sort, onSort, busy }: TableProps<Row>) {
  const ids = useMemo(() => rows.map(idOf), [rows, idOf]);
  const { body, pieces, measure, setFocused } = useRowWindow(ids);
  return (
    // A wide table scrolls within its frame, also by keyboard.
    <section className={classes.frame} aria-label={label} data-busy={busy || undefined}>
      <table className={classes.table} aria-label={label} aria-busy={busy} aria-rowcount={measure && rows.length + 1}>
        <thead>
          <tr aria-rowindex={measure && 1}>
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
        <tbody
          ref={body}
          onFocus={({ target }) => setFocused(target.closest('tr')?.dataset.id)}
          onBlur={() => setFocused(undefined)}
        >
          {pieces.map((piece) => {
            if ('gapPx' in piece)
              return <Gap key={`gap-${piece.before}`} heightPx={piece.gapPx} columns={columns.length + 1} />;
            const row = rows[piece.row]!;
            const id = ids[piece.row]!;
            return (
              <TableRow
                key={id}
                ref={measure}
                id={id}
                index={measure && piece.row + 2}
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

/** Room for rows that are not drawn. */
const Gap = ({ heightPx, columns }: { heightPx: number; columns: number }) => (
  <tr aria-hidden className={classes.gap} style={{ height: heightPx }}>
    <td colSpan={columns} />
  </tr>
);

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

type RowProps = CellsProps & { ref?: Ref<HTMLTableRowElement>; index?: number };

function TableRow({ ref, index, ...cells }: RowProps) {
  return (
    <tr ref={ref} data-id={cells.id} aria-rowindex={index} data-selected={cells.selected || undefined}>
      <Cells {...cells} />
    </tr>
  );
}

type CellsProps = {
  id: string;
  row: object;
  columns: readonly Column<object>[];
  name?: string;
  selected?: boolean;
  onToggle?: (id: string) => void;
};

/** Drawn again only when its row or its tick changed: lists of hundreds change ten times a second. */
const Cells = memo(function Cells({ id, row, columns, name, selected, onToggle }: CellsProps) {
  return (
    <>
      {onToggle && (
        <td className={classes.tick}>
          <Checkbox size="xs" aria-label={t.select(name ?? id)} checked={selected} onChange={() => onToggle(id)} />
        </td>
      )}
      {columns.map(({ key, header, cell, main, quiet }) => (
        <td key={key} data-label={header} data-main={main || undefined} data-quiet={quiet || undefined}>
          {cell(row)}
        </td>
      ))}
    </>
  );
});
