import { agentOf } from '../../auth/permissions.ts';
import type { Principal } from '../../auth/principals.ts';
import type { Turn } from '../../commands/runner/in-order.ts';
import { ConnectSession, EndSession } from '../../commands/seats/agent-sessions.ts';
import { StartSession, type StartedSession } from '../../commands/seats/session-starts.ts';
import type { Users } from '../../commands/people/users.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import type { Customer } from '../../domain/seat-pool/seat-pool.messages.ts';
import { ownerOf } from '../owner.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Commands } from '../commands.ts';
import { agentAppOf, type StartSessionBody } from './sessions.contract.ts';
import type { SignsOfLife } from './signs-of-life.ts';

/** Which of the commands of one request, and its place among them. */
export type Item = { index: number; turn: Turn };

const NO_AGENT = { detail: 'There is no such agent.' };

/** What agents and agent services want done with sessions, alone and many at once: the same answers and the same refusals. */
export class SessionCommands {
  constructor(
    private readonly commands: Commands,
    private readonly signsOfLife: SignsOfLife,
    private readonly users: Users,
  ) {}

  start(request: ApiRequest, body: StartSessionBody, item?: Item): Promise<StartedSession> {
    const agentId = agentOf(request.caller, body.agentId ?? undefined);
    const sessionId = this.commands.newId(request, item?.index);
    const data = { product: body.product, agentId, sessionId, ...agentAppOf(body) };
    const started = this.commands.send(new StartSession(this.contextOf(request, agentId, item), data));
    return this.known(request.caller, agentId, started);
  }

  connect(request: ApiRequest, sessionId: string, { mode, platform }: Customer, item?: Item) {
    const data = { sessionId, agentId: ownerOf(request.caller), mode, platform };
    const command = new ConnectSession(this.contextOf(request, undefined, item), data);
    return this.signsOfLife.named(request.caller, () => this.commands.send(command));
  }

  end(request: ApiRequest, sessionId: string, item?: Item) {
    const data = { sessionId, agentId: ownerOf(request.caller) };
    return this.commands.send(new EndSession(this.contextOf(request, undefined, item), data));
  }

  contextOf(request: ApiRequest, agentId?: string, item?: Item) {
    const context = this.commands.contextOf(request, agentId, item?.index);
    return item ? { ...context, turn: item.turn } : context;
  }

  /** An agent that a service made up has no seat; what they are told is that there is no such agent. */
  async known<Answer>({ id, account }: Principal, agentId: string, work: Promise<Answer>): Promise<Answer> {
    try {
      return await work;
    } catch (error) {
      const isUnseated = error instanceof Refusal && error.code === 'NO_SEAT_ASSIGNED' && agentId !== id;
      if (isUnseated && (await this.users.departure(account, agentId)) === 'user-deleted')
        refuse('NOT_FOUND', NO_AGENT);
      throw error;
    }
  }
}
