export type Operation =
  | { op: 'start'; agent: string; session: string }
  | { op: 'end'; session: string }
  | { op: 'assign'; agent: string; type: 'named' | 'concurrent' }
  | { op: 'unassign'; agent: string }
  | { op: 'capacity'; named: number; concurrent: number };

/** The rules of a seat pool once more, as plainly as they can be put: everything is looked up afresh, nothing is kept. */
export class ReferenceAllocator {
  capacity = { named: 0, concurrent: 0 };
  readonly seats = new Map<string, 'named' | 'concurrent'>();
  readonly open = new Map<string, string>();
  readonly known = new Set<string>();

  /** What the operation answers: what it did (with the number of sessions it ended), or the refusal's code. */
  apply(operation: Operation): string {
    switch (operation.op) {
      case 'start': {
        const { agent, session } = operation;
        if (this.known.has(session)) return 'nothing';
        const seat = this.seats.get(agent);
        if (seat === undefined) return 'NO_SEAT_ASSIGNED';
        const occupants = new Set([...this.open.values()].filter((holder) => this.seats.get(holder) === 'concurrent'));
        if (seat === 'concurrent' && !occupants.has(agent) && occupants.size >= this.capacity.concurrent)
          return 'ALL_SHARED_SEATS_IN_USE';
        this.open.set(session, agent);
        this.known.add(session);
        return `SessionStarted ${seat}`;
      }
      case 'end':
        return this.open.delete(operation.session) ? 'ended 1' : 'nothing';
      case 'assign': {
        if (this.seats.get(operation.agent) === operation.type) return 'nothing';
        const named = [...this.seats.values()].filter((type) => type === 'named').length;
        if (operation.type === 'named' && named >= this.capacity.named) return 'NO_SEAT_AVAILABLE';
        const removed = this.seats.has(operation.agent) ? `${this.remove(operation.agent)}, ` : '';
        this.seats.set(operation.agent, operation.type);
        return `${removed}SeatAssigned ${operation.type}`;
      }
      case 'unassign':
        return this.seats.has(operation.agent) ? this.remove(operation.agent) : 'nothing';
      case 'capacity': {
        const { named, concurrent } = operation;
        if (named === this.capacity.named && concurrent === this.capacity.concurrent) return 'nothing';
        if (named < [...this.seats.values()].filter((type) => type === 'named').length)
          return 'CAPACITY_BELOW_ASSIGNED';
        this.capacity = { named, concurrent };
        return `SeatCapacityChanged ${named} ${concurrent}`;
      }
    }
  }

  private remove(agent: string): string {
    const ended = [...this.open].filter(([, holder]) => holder === agent).map(([session]) => this.open.delete(session));
    const removed = `SeatUnassigned ${this.seats.get(agent)}`;
    this.seats.delete(agent);
    return ended.length === 0 ? removed : `ended ${ended.length}, ${removed}`;
  }
}
