import type { CommandContext } from '../commands/runner/command-context.ts';
import { FIRST_ACCOUNT } from '../bootstrap.ts';
import type { Clock } from '../common/clock.ts';
import { newId } from '../common/ids.ts';
import { DEFAULT_PRODUCTS, type Product } from '../domain/catalogue.ts';
import type { Privilege, Role } from '../domain/user/roles.ts';
import type { Ledger } from '../ledger.ts';

const AGENTS = 60;
const SHARED_SEATS = 10;
const SHARED_SEATS_AT_FIRST = 8;
const NAMED_SEATS = 5;
const INVITATION_MS = 7 * 24 * 3_600_000;
const GROUPS = ['Front line', 'Field service', 'Key accounts'];
const FIRST_NAMES = ['Alma', 'Ben', 'Carla', 'David', 'Elif', 'Femi', 'Grace', 'Hugo', 'Ines', 'Jonas'];
const LAST_NAMES = ['Keller', 'Lopez', 'Moreau', 'Novak', 'Okafor', 'Petrov'];
const MANAGER_PRIVILEGES: Privilege[] = ['manage-users', 'manage-seats', 'end-sessions', 'run-reports'];

export type Agent = { id: string; products: readonly Product[] };
type Person = { firstName: string; lastName: string; role: Role; groupIds?: string[]; privileges?: Privilege[] };

/** The people of the demo, and what happens to them other than their daily work. */
export class Company {
  readonly agents: Agent[] = [];
  /** Who may clear seats. */
  readonly admins: string[] = [];
  manager = '';
  auditor = '';

  private constructor(
    readonly ledger: Ledger,
    readonly clock: Clock,
    /** The Super Admin, who is the billing contact. */
    private readonly owner: string,
  ) {}

  static async found(ledger: Ledger, clock: Clock): Promise<Company> {
    const { billingContact } = await ledger.accounts.settings(FIRST_ACCOUNT);
    if (billingContact === null) throw new Error('The first account has no billing contact.');
    const company = new Company(ledger, clock, billingContact);
    await company.#buy(SHARED_SEATS_AT_FIRST, 'First plan');
    await company.#hire();
    return company;
  }

  /** As somebody at the API would be seen by a command. */
  as(id: string): CommandContext {
    const commandId = newId();
    return {
      account: FIRST_ACCOUNT,
      actor: { kind: 'user', id },
      commandId,
      correlationId: commandId,
      at: this.clock.now(),
    };
  }

  /** A working day begins: whoever comes to work signs in. */
  async signIn(): Promise<void> {
    const people = [this.owner, ...this.admins, this.auditor, ...this.agents.map(({ id }) => id)];
    await Promise.all(people.map((id) => this.ledger.users.recordSignIn(this.as(id), id)));
  }

  /** What the admins decide once the company has worked for a while. */
  async grow(): Promise<void> {
    await this.#buy(SHARED_SEATS, 'Too many agents had to wait');
    await this.#lose('suspend', 'On leave until spring');
    await this.#lose('suspend', 'Device was stolen');
    await this.#lose('delete', 'Left the company');
  }

  async #buy(concurrent: number, reason: string): Promise<void> {
    for (const { id: product } of DEFAULT_PRODUCTS)
      await this.ledger.pools.changeCapacity(this.as(this.owner), { product, named: NAMED_SEATS, concurrent, reason });
  }

  async #hire(): Promise<void> {
    await this.ledger.users.changeOwnName(this.as(this.owner), { firstName: 'Ada', lastName: 'Owens' });
    this.manager = await this.#join({
      firstName: 'Mara',
      lastName: 'Quinn',
      role: 'manager',
      privileges: MANAGER_PRIVILEGES,
    });
    this.auditor = await this.#join({ firstName: 'Otto', lastName: 'Reyes', role: 'auditor' });
    for (const firstName of ['Nina', 'Theo'])
      this.admins.push(await this.#join({ firstName, lastName: 'Sander', role: 'admin' }));
    this.admins.push(this.manager);

    const groups: string[] = [];
    for (const name of GROUPS) {
      const groupId = newId();
      await this.ledger.groups.create(this.as(this.owner), groupId, name);
      groups.push(groupId);
    }
    for (let index = 0; index < AGENTS; index++) await this.#hireAgent(index, groups[index % groups.length]!);
  }

  /** Each works with two of the products; some have a named seat; every twentieth has not answered the invitation. */
  async #hireAgent(index: number, groupId: string): Promise<void> {
    const person: Person = {
      firstName: FIRST_NAMES[index % FIRST_NAMES.length]!,
      lastName: LAST_NAMES[Math.floor(index / FIRST_NAMES.length)]!,
      role: 'member',
      groupIds: [groupId],
    };
    if (index % 20 === 19) return void (await this.#invite(person));
    const userId = await this.#join(person);
    const products = DEFAULT_PRODUCTS.filter((_, which) => which !== index % DEFAULT_PRODUCTS.length);
    const type = index % 15 === 0 ? 'named' : 'concurrent';
    for (const { id: product } of products)
      await this.ledger.pools.assign(this.as(this.admins[0]!), { userId, product, type });
    this.agents.push({ id: userId, products });
  }

  async #join(person: Person): Promise<string> {
    const userId = await this.#invite(person);
    await this.ledger.users.acceptInvitation(this.as(userId), userId);
    return userId;
  }

  async #invite({ firstName, lastName, role, groupIds = [], privileges }: Person): Promise<string> {
    const userId = newId();
    const email = `${firstName}.${lastName}@example.com`.toLowerCase();
    const person = { userId, email, firstName, lastName, role, privileges, groupIds, managedGroupIds: [] };
    await this.ledger.users.add(this.as(this.owner), person);
    const expiresAt = new Date(this.clock.nowMs() + INVITATION_MS).toISOString();
    await this.ledger.users.invite(this.as(this.owner), userId, expiresAt);
    return userId;
  }

  async #lose(how: 'suspend' | 'delete', reason: string): Promise<void> {
    const agent = this.agents.pop();
    if (agent) await this.ledger.users[how](this.as(this.admins[0]!), agent.id, reason);
  }
}
