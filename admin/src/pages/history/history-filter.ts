import type { AuditFilter } from '../../api/queries.ts';

const AS_THEY_ARE = ['actor', 'subject', 'product', 'action', 'sessionId', 'q'] as const;

/** The filter that an address says. Its instants are the reader's local time, as fields for them have it. */
export function readHistoryFilter(params: URLSearchParams): AuditFilter {
  const filter: AuditFilter = {};
  for (const name of AS_THEY_ARE) {
    const value = params.get(name);
    // What the address says may be anything: the server answers for what it can't be.
    if (value) Object.assign(filter, { [name]: value });
  }
  for (const name of ['from', 'to'] as const) {
    const at = new Date(params.get(name) ?? '');
    if (!Number.isNaN(at.getTime())) filter[name] = at.toISOString();
  }
  return filter;
}

/** The same filter as a file. */
export function historyExportPath(filter: AuditFilter, format: 'csv' | 'ndjson'): string {
  return `/v1/audit/export?${new URLSearchParams({ ...(filter as Record<string, string>), format })}`;
}
