import type { Pool, User } from '../../api/queries.ts';

type SeatType = User['seats'][number]['type'];
/** What somebody is to hold of a product: a type of seat, none, or whatever they have. */
export type Choice = SeatType | 'none' | 'keep';
export type Choices = Readonly<Record<string, Choice>>;

export type SeatChange = { user: User; product: string; type: SeatType | null };

export type ProductPreview = {
  product: string;
  type: SeatType | null;
  /** These will change, these are so already, and these will be refused. */
  changed: number;
  unchanged: number;
  suspended: number;
  withoutRoom: number;
};

const holds = (user: User, product: string): SeatType | null =>
  user.seats.find((seat) => seat.product === product)?.type ?? null;

/** What the users hold of a product today; `keep` when they differ. */
export function present(users: readonly User[], product: string): Choice {
  const held = new Set(users.map((user) => holds(user, product)));
  if (held.size !== 1) return 'keep';
  return [...held][0] ?? 'none';
}

/** Every single change that the choices ask for; who has it so already is left out. */
export function changesOf(users: readonly User[], choices: Choices): SeatChange[] {
  return wanted(choices).flatMap(({ product, type }) =>
    users.filter((user) => holds(user, product) !== type).map((user) => ({ user, product, type })),
  );
}

/** What the server will do, as far as can be told from here: it decides when it is asked. */
export function previews(users: readonly User[], choices: Choices, pools: readonly Pool[]): ProductPreview[] {
  return wanted(choices).map(({ product, type }) => {
    const differing = users.filter((user) => holds(user, product) !== type);
    const suspended = type === null ? 0 : differing.filter(({ status }) => status === 'suspended').length;
    const pool = pools.find((one) => one.product === product);
    const free =
      type === 'named' && pool ? Math.max(0, pool.named.capacity - pool.named.assigned) : Number.POSITIVE_INFINITY;
    const withoutRoom = Math.max(0, differing.length - suspended - free);
    const changed = differing.length - suspended - withoutRoom;
    return { product, type, changed, unchanged: users.length - differing.length, suspended, withoutRoom };
  });
}

function wanted(choices: Choices): { product: string; type: SeatType | null }[] {
  return Object.entries(choices).flatMap(([product, choice]) =>
    choice === 'keep' ? [] : [{ product, type: choice === 'none' ? null : choice }],
  );
}
