import type { UserCommand } from '../../domain/user/user.decide.ts';
import type { User, UserEvent } from '../../domain/user/user.ts';
import type { CommandRunner } from '../runner/command-runner.ts';

/** Runs commands on users; shared by all that decides about them. */
export type UserRunner = CommandRunner<User, UserCommand, UserEvent>;
