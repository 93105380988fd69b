/** What a process of the product has of the environment as a part of this run: nothing else of it must count. */
export function ofThisRun(): Record<string, string | undefined> {
  const { PATH, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  return { PATH, TMPDIR, NODE_COMPILE_CACHE };
}
