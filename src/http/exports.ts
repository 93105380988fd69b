import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Items read at once: as many as one page of a list may have. Nothing else of an export is held in memory. */
const PAGE_ITEMS = 500;
/** What a spreadsheet would take for a formula, or lead it to one (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

export const CSV = 'text/csv';
export const NDJSON = 'application/x-ndjson';

type Page<Item> = { items: readonly Item[]; nextCursor: string | null };
/** One page of a list, as its query answers it. */
export type ReadPage<Item> = (page: { limit: number; cursor?: string }) => Promise<Page<Item>>;
export type Column<Item> = readonly [title: string, value: (item: Item) => string | number | null | undefined];

/** Answers with a whole list as a file of rows (RFC 4180), read page by page as fast as the client takes it. */
export function sendCsv<Item>(
  reply: FastifyReply,
  name: string,
  columns: readonly Column<Item>[],
  read: ReadPage<Item>,
): Promise<Readable> {
  const titles = csvLine(columns.map(([title]) => title));
  const line = (item: Item) => csvLine(columns.map(([, value]) => value(item)));
  return send(reply, { type: `${CSV}; charset=utf-8; header=present`, file: `${name}.csv`, titles, line }, read);
}

/** As `sendCsv`, an object a line. */
export function sendNdjson<Item>(reply: FastifyReply, name: string, read: ReadPage<Item>): Promise<Readable> {
  const line = (item: Item) => `${JSON.stringify(item)}\n`;
  return send(reply, { type: NDJSON, file: `${name}.ndjson`, titles: '', line }, read);
}

type Lines<Item> = { type: string; file: string; titles: string; line(item: Item): string };

/** The first page is read before anything is answered: what is wrong with the request is still a problem document then. */
async function send<Item>(reply: FastifyReply, lines: Lines<Item>, read: ReadPage<Item>): Promise<Readable> {
  const first = await read({ limit: PAGE_ITEMS });
  reply.header('content-type', lines.type).header('content-disposition', `attachment; filename="${lines.file}"`);
  return Readable.from(written(lines, first, read), { objectMode: false, highWaterMark: 1 });
}

async function* written<Item>({ titles, line }: Lines<Item>, first: Page<Item>, read: ReadPage<Item>) {
  yield titles + first.items.map(line).join('');
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await read({ limit: PAGE_ITEMS, cursor });
    yield page.items.map(line).join('');
    cursor = page.nextCursor;
  }
}

export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
