import { type RawBuilder, sql, type SqlBool } from 'kysely';

export { fold, searchWords } from '../../common/search-words.ts';

/** Whether a folded text holds a folded word, taken literally. */
export function holds(folded: RawBuilder<string>, word: string): RawBuilder<SqlBool> {
  const pattern = `%${word.replace(/[\\%_]/gu, '\\$&')}%`;
  return sql<SqlBool>`${folded} like ${pattern} escape '\\'`;
}
