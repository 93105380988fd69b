type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** The fields that say something: in a change, what is absent or `null` stays as it is. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Present<T>;
}
