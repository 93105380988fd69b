export type PastedUser = { line: number; firstName: string; lastName: string; email: string };

/** `firstName lastName email`, one a line or with semicolons between them; a middle name belongs to the first. */
export function readPastedList(text: string): PastedUser[] {
  return text
    .split(/[;\n]/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry, index) => {
      const words = entry.split(/[\s,]+/u).filter((word) => word !== '');
      const email = words.pop() ?? '';
      const lastName = words.pop() ?? '';
      return { line: index + 1, firstName: words.join(' '), lastName, email };
    });
}
