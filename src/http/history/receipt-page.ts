import { createHash } from 'node:crypto';
import type { Receipt } from '../../history/receipts.ts';

/** Prints on one A4 sheet, in black on white, without anything from elsewhere. */
const STYLE = `
@page { size: A4; margin: 20mm }
body { font: 11pt/1.5 system-ui, sans-serif; color: #000; background: #fff; max-width: 170mm; margin: 10mm auto }
h1 { font-size: 18pt; margin: 0 0 2mm } p { margin: 0 0 6mm }
table { width: 100%; border-collapse: collapse; page-break-inside: avoid }
th, td { text-align: left; vertical-align: top; padding: 2mm 0; border-bottom: 0.2mm solid #999; overflow-wrap: anywhere }
th { width: 42mm; font-weight: 600; padding-right: 4mm }
.proof { font: 9pt/1.4 ui-monospace, monospace }
@media print { body { margin: 0 } }
`;

/** Nothing runs, nothing is fetched; the one style is the page's own. */
export const RECEIPT_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function receiptPage(receipt: Receipt, productName: string): string {
  const { agent, clearedBy, reason, note, next, phase, mode } = receipt;
  const rows: [string, string][] = [
    ['Seat of', `${agent.name} (${agent.id})`],
    ['Product', productName],
    ['Ended by', `${clearedBy.name} (${clearedBy.id})`],
    ['Reason', reason.replaceAll('-', ' ')],
    ['Note', note ?? 'none'],
    ['Ended at', receipt.clearedAt],
    ['Session', `${receipt.sessionId}: ${mode === null ? phase : `${phase}, ${mode}`}`],
    ['Began at', receipt.startedAt],
    ['Last sign of life', receipt.lastSeenAt ?? 'not recorded'],
    ['Next on a shared seat', next ? `${next.agent.name} (${next.agent.id}), ${next.startedAt}` : 'nobody yet'],
    ['Refused since', next ? (next.refusedSince ?? 'was not refused') : 'nobody'],
  ];
  const proof: [string, string][] = [
    ['Stream', receipt.stream],
    ['Revision', String(receipt.revision)],
    ['Hash', receipt.hash],
  ];
  const row =
    (kind: string) =>
    ([name, value]: [string, string]) =>
      `<tr><th scope="row">${escaped(name)}</th><td${kind}>${escaped(value)}</td></tr>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Receipt of a cleared seat</title><style>${STYLE}</style></head>
<body><h1>Receipt of a cleared seat</h1>
<p>${escaped(clearedBy.name)} ended ${escaped(agent.name)}&#39;s ${escaped(productName)} session.</p>
<table>${rows.map(row('')).join('')}${proof.map(row(' class="proof"')).join('')}</table>
</body></html>
`;
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
