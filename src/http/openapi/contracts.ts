import type { Type } from '@nestjs/common';
import * as answers from '../contract/answers.ts';
import * as fields from '../contract/fields.ts';
import * as audit from '../history/audit.contract.ts';
import * as past from '../history/past.contract.ts';
import * as operations from '../operations/operations.contract.ts';
import * as auth from '../people/auth.contract.ts';
import * as groups from '../people/groups.contract.ts';
import * as serviceAccounts from '../people/service-accounts.contract.ts';
import * as users from '../people/users.contract.ts';
import * as stream from '../push/stream.contract.ts';
import * as plan from '../seats/plan.contract.ts';
import * as queue from '../seats/queue.contract.ts';
import * as batches from '../seats/session-batches.contract.ts';
import * as sessions from '../seats/sessions.contract.ts';
import * as sharedSessions from '../seats/shared-sessions.contract.ts';

const CONTRACTS = [
  fields,
  answers,
  auth,
  users,
  groups,
  serviceAccounts,
  plan,
  sessions,
  batches,
  queue,
  sharedSessions,
  audit,
  past,
  stream,
  operations,
];
const exported: unknown[] = CONTRACTS.flatMap((contract) => Object.values(contract));

/** What a call may be asked: the classes whose rules check it. */
export const REQUESTS: readonly Type[] = exported.filter(
  (value): value is Type =>
    value !== answers.Answer && typeof value === 'function' && /^class\s/.test(Function.prototype.toString.call(value)),
);

/** What a call may answer. */
export const ANSWERS: readonly answers.Answer[] = exported.filter((value) => value instanceof answers.Answer);
