import type { Principal } from '../auth/principals.ts';
import { refuse } from '../domain/refusal.ts';
import { invalid } from './problem.ts';

/** Whose sessions a caller means. Agents act for themselves; services with the privilege act for any agent of the account. */
export const actingFor = {
  /**
   * The agent that a call is about.
   * @throws HttpProblem when a service names nobody; @throws Refusal FORBIDDEN without the privilege.
   */
  agentOf(caller: Principal, agentId: string | null | undefined): string {
    if (agentId === undefined || agentId === null) {
      if (caller.kind === 'user') return caller.id;
      throw invalid([{ pointer: '/agentId', message: 'must name the agent that this service acts for' }]);
    }
    if (agentId === caller.id || mayActForAgents(caller)) return agentId;
    return refuse('FORBIDDEN', { detail: 'Acting for another agent needs the privilege act-for-agents.' });
  },

  /** Whose session it must be: the caller's own; `null` when any agent's will do. */
  ownerOf(caller: Principal): string | null {
    return mayActForAgents(caller) ? null : caller.id;
  },
};

function mayActForAgents({ privileges }: Principal): boolean {
  return privileges.includes('act-for-agents');
}
