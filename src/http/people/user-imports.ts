import { eachInTurn } from '../../common/turns.ts';
import { AddUser, PreviewUser } from '../../commands/people/users.handlers.ts';
import { emailKey } from '../../domain/user/person.ts';
import { type PastedUser, pastedUsers } from '../../domain/user/pasted-users.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Commands } from '../commands.ts';
import { type ProblemCode, problemOf } from '../problem.ts';
import type { ImportUsersBody } from './users.contract.ts';

/** People who are being added at once. */
const AT_ONCE = 64;

type Outcome = 'added' | 'exists' | 'repeated' | 'invalid' | 'refused' | 'failed';
type Imported = {
  line: number;
  email: string;
  outcome: Outcome;
  userId?: string;
  code?: ProblemCode;
  detail?: string;
};

const OUTCOMES: Partial<Record<ProblemCode, Outcome>> = { EMAIL_TAKEN: 'exists', VALIDATION_FAILED: 'invalid' };

/** U4: adds the people of a pasted list, each for themselves; a list that was cut short can be sent again. */
export class UserImports {
  constructor(
    private readonly commands: Commands,
    private readonly onUnexpected: (error: unknown) => void,
  ) {}

  async run(request: ApiRequest, { text, groupIds, dryRun }: ImportUsersBody) {
    let last = 0;
    const seen = new Set<string>();
    const results = await eachInTurn(pastedUsers(text), AT_ONCE, async (user, index): Promise<Imported> => {
      const { line, email } = user;
      if (seen.has(emailKey(email))) return { line, email, outcome: 'repeated' };
      seen.add(emailKey(email));
      try {
        const userId = this.commands.newId(request, index);
        const data = newMember(userId, user, groupIds ?? []);
        const context = this.commands.contextOf(request, undefined, index);
        if (dryRun) {
          await this.commands.send(new PreviewUser(context, data));
          return { line, email, outcome: 'added' };
        }
        const { position } = await this.commands.send(new AddUser(context, data));
        last = Math.max(last, position);
        return { line, email, outcome: 'added', userId };
      } catch (error) {
        return { line, email, ...this.#refused(error) };
      }
    });
    return { results, last };
  }

  #refused(error: unknown): Pick<Imported, 'outcome' | 'code' | 'detail'> {
    const { problem, unexpected } = problemOf(error);
    if (unexpected) this.onUnexpected(error);
    const { code, detail } = problem;
    const outcome = OUTCOMES[code] ?? (problem.status >= 500 ? 'failed' : 'refused');
    return { outcome, code, ...(detail === undefined ? {} : { detail }) };
  }
}

function newMember(userId: string, { email, firstName, lastName }: PastedUser, groupIds: string[]) {
  return {
    userId,
    email,
    firstName,
    lastName,
    role: 'member',
    privileges: null,
    groupIds,
    managedGroupIds: [],
  } as const;
}
