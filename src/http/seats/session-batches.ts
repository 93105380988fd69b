import { InOrder } from '../../commands/runner/in-order.ts';
import type { ApiRequest } from '../api-request.ts';
import { answered } from '../contract/positions.ts';
import type { RequestValidation } from '../precompiled-validation.ts';
import { HttpProblem, invalid, mayEndOtherwise, type Problem, problemOf } from '../problem.ts';
import { type Op, OPS, SessionCommand } from './session-batches.contract.ts';
import type { Item, SessionCommands } from './session-commands.ts';

type Result = {
  op?: Op;
  status: number;
  position?: string;
  sessionId?: string;
  session?: object;
  problem?: Problem;
};

/**
 * Runs many session commands at once: each succeeds or fails for itself, malformed ones too. Those of one pool are decided in
 * the order they are listed, and share its next write.
 */
export class SessionBatches {
  constructor(
    private readonly sessions: SessionCommands,
    private readonly validation: RequestValidation,
    private readonly onUnexpected: (error: unknown) => void,
  ) {}

  async run(request: ApiRequest, commands: readonly unknown[]): Promise<Result[]> {
    const order = new InOrder();
    const results = await Promise.all(
      commands.map((given, index) => this.#runOne(request, given, { index, turn: order.next() })),
    );
    if (request.keyed && results.some(({ problem }) => problem && mayEndOtherwise(problem.code)))
      request.keyed.mayEndOtherwise = true;
    return results;
  }

  async #runOne(request: ApiRequest, given: unknown, item: Item): Promise<Result> {
    try {
      return await this.#send(request, this.#checked(given, item), item);
    } catch (error) {
      const { problem, unexpected } = problemOf(error);
      if (unexpected) this.onUnexpected(error);
      return { ...whatWasMeant(given), status: problem.status, problem };
    } finally {
      item.turn.pass();
    }
  }

  async #send(request: ApiRequest, command: SessionCommand, item: Item): Promise<Result> {
    const { op } = command;
    if (op === 'start') {
      const product = required(command, item, 'product');
      const session = answered(await this.sessions.start(request, { ...command, product }, item));
      const { sessionId, position } = session;
      return { op, status: 201, sessionId, position, session };
    }
    const sessionId = required(command, item, 'sessionId');
    if (op === 'end') {
      const { position } = await this.sessions.end(request, sessionId, item);
      return { op, status: 200, sessionId, position: String(position) };
    }
    const customer = { mode: required(command, item, 'mode'), platform: required(command, item, 'platform') };
    const { position } = await this.sessions.connect(request, sessionId, customer, item);
    return { op, status: 200, sessionId, position: String(position) };
  }

  #checked(given: unknown, { index }: Item): SessionCommand {
    try {
      return this.validation.transform(given, { type: 'body', metatype: SessionCommand }) as SessionCommand;
    } catch (error) {
      if (!(error instanceof HttpProblem) || !error.options.errors) throw error;
      throw invalid(
        error.options.errors.map(({ pointer, message }) => ({ pointer: `/commands/${index}${pointer}`, message })),
      );
    }
  }
}

/** As much of a command that failed as tells which it was. */
function whatWasMeant(given: unknown): Pick<Result, 'op' | 'sessionId'> {
  if (typeof given !== 'object' || given === null) return {};
  const { op, sessionId } = given as { op?: unknown; sessionId?: unknown };
  const known = OPS.find((one) => one === op);
  return { ...(known ? { op: known } : {}), ...(typeof sessionId === 'string' ? { sessionId } : {}) };
}

function required<Field extends keyof SessionCommand>(
  command: SessionCommand,
  { index }: Item,
  field: Field,
): NonNullable<SessionCommand[Field]> {
  const value = command[field];
  if (value !== undefined && value !== null) return value as NonNullable<SessionCommand[Field]>;
  throw invalid([{ pointer: `/commands/${index}/${field}`, message: `is needed for the op ${command.op}` }]);
}
