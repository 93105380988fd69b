import type { Principal } from '../../auth/principals.ts';
import type { AgentSessions } from '../../commands/seats/agent-sessions.ts';
import type { WaitingLine } from '../../commands/seats/waiting-line.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Actor } from '../../event-store/event-log.ts';
import { ownerOf } from '../owner.ts';
import type { People } from '../people/people.ts';

type EndedSession = {
  sessionId: string;
  reason: string;
  endedBy: (Actor & { name: string }) | null;
  endedAt: string | null;
};

type EndedTicket = { ticketId: string; reason: string };

/** Heartbeats (L1, L3), and who ended a session whose client still believes in it (A2). */
export class SignsOfLife {
  constructor(
    private readonly sessions: AgentSessions,
    private readonly line: WaitingLine,
    private readonly people: People,
  ) {}

  async ofOne(caller: Principal, sessionId: string) {
    const renewed = await this.#renew(caller, sessionId);
    return { ...renewed, ending: await this.people.ending(caller.account, renewed.ending) };
  }

  /** Those that live are renewed; each that does not is listed with why. An id that nobody knows is `not-found`. */
  async ofMany(
    caller: Principal,
    sessionIds: readonly string[],
    ticketIds?: readonly string[],
  ): Promise<{ renewed: number; ended: EndedSession[]; endedTickets?: EndedTicket[] }> {
    const [sessions, tickets] = await Promise.all([
      Promise.all([...new Set(sessionIds)].map((sessionId) => this.#renewed(caller, sessionId))),
      Promise.all([...new Set(ticketIds)].map((ticketId) => this.#renewedTicket(caller, ticketId))),
    ]);
    const ended = sessions.filter((outcome) => outcome !== null);
    const endedTickets = tickets.filter((outcome) => outcome !== null);
    const renewed = sessions.length - ended.length + tickets.length - endedTickets.length;
    return { renewed, ended, ...(ticketIds ? { endedTickets } : {}) };
  }

  /** Adds the name of who ended it to a `SESSION_ENDED` refusal. */
  async named<Answer>(caller: Principal, work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'SESSION_ENDED') throw error;
      const endedBy = await this.people.actor(caller.account, error.details.endedBy as Actor);
      throw new Refusal(error.code, { ...error.details, endedBy });
    }
  }

  #renew(caller: Principal, sessionId: string) {
    return this.named(caller, () => this.sessions.heartbeat(caller.account, sessionId, ownerOf(caller)));
  }

  async #renewedTicket(caller: Principal, ticketId: string): Promise<EndedTicket | null> {
    try {
      await this.line.get(caller.account, ticketId, ownerOf(caller));
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'NOT_FOUND') return { ticketId, reason: 'not-found' };
      if (error.code !== 'TICKET_ENDED') throw error;
      return { ticketId, reason: String(error.details.reason) };
    }
  }

  async #renewed(caller: Principal, sessionId: string): Promise<EndedSession | null> {
    try {
      await this.#renew(caller, sessionId);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'NOT_FOUND') return { sessionId, reason: 'not-found', endedBy: null, endedAt: null };
      if (error.code !== 'SESSION_ENDED') throw error;
      const { reason, endedBy, endedAt } = error.details as Pick<EndedSession, 'reason' | 'endedBy' | 'endedAt'>;
      return { sessionId, reason, endedBy, endedAt };
    }
  }
}
