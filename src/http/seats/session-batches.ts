import { agentOf } from '../../auth/permissions.ts';
import { ConnectSession, EndSession } from '../../commands/seats/agent-sessions.ts';
import { StartSession } from '../../commands/seats/session-starts.ts';
import { ownerOf } from '../owner.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Commands } from '../commands.ts';
import { answered } from '../contract/positions.ts';
import { invalid, type Problem, problemOf } from '../problem.ts';
import type { SessionCommand } from './session-batches.contract.ts';
import { agentAppOf } from './sessions.contract.ts';

type Result = {
  op: SessionCommand['op'];
  status: number;
  position?: string;
  sessionId?: string;
  session?: object;
  problem?: Problem;
};

/** Runs many session commands at once: each succeeds or fails for itself, and those of one pool share its next write. */
export class SessionBatches {
  constructor(
    private readonly commands: Commands,
    private readonly onUnexpected: (error: unknown) => void,
  ) {}

  async run(request: ApiRequest, commands: readonly SessionCommand[]): Promise<Result[]> {
    return Promise.all(commands.map((command, index) => this.#runOne(request, command, index)));
  }

  async #runOne(request: ApiRequest, command: SessionCommand, index: number): Promise<Result> {
    try {
      return { op: command.op, ...(await this.#send(request, command, index)) };
    } catch (error) {
      const { problem, unexpected } = problemOf(error);
      if (unexpected) this.onUnexpected(error);
      const { sessionId } = command;
      return { op: command.op, status: problem.status, ...(sessionId == null ? {} : { sessionId }), problem };
    }
  }

  async #send(request: ApiRequest, command: SessionCommand, index: number): Promise<Omit<Result, 'op'>> {
    if (command.op === 'start') return this.#start(request, command, index);
    const sessionId = required(command, index, 'sessionId');
    const agentId = ownerOf(request.caller);
    const context = this.commands.contextOf(request, undefined, index);
    if (command.op === 'end') {
      const { position } = await this.commands.send(new EndSession(context, { sessionId, agentId }));
      return { status: 200, sessionId, position: String(position) };
    }
    const data = {
      sessionId,
      agentId,
      mode: required(command, index, 'mode'),
      platform: required(command, index, 'platform'),
    };
    const { position } = await this.commands.send(new ConnectSession(context, data));
    return { status: 200, sessionId, position: String(position) };
  }

  async #start(request: ApiRequest, command: SessionCommand, index: number): Promise<Omit<Result, 'op'>> {
    const agentId = agentOf(request.caller, command.agentId ?? undefined);
    const sessionId = this.commands.newId(request, index);
    const data = { product: required(command, index, 'product'), agentId, sessionId, ...agentAppOf(command) };
    const session = answered(
      await this.commands.send(new StartSession(this.commands.contextOf(request, agentId, index), data)),
    );
    return { status: 201, sessionId, position: session.position, session };
  }
}

function required<Field extends keyof SessionCommand>(
  command: SessionCommand,
  index: number,
  field: Field,
): NonNullable<SessionCommand[Field]> {
  const value = command[field];
  if (value !== undefined && value !== null) return value as NonNullable<SessionCommand[Field]>;
  throw invalid([{ pointer: `/commands/${index}/${field}`, message: `is needed for the op ${command.op}` }]);
}
