import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { Access } from './access.ts';
import { Authenticator } from './auth/authenticate.ts';
import { Principals } from './auth/principals.ts';
import { SignInService } from './auth/sign-in-service.ts';
import { ACCOUNT_HANDLERS, Accounts } from './commands/people/accounts.ts';
import { AGENT_SESSION_HANDLERS, AgentSessions } from './commands/seats/agent-sessions.ts';
import { Clock } from './common/clock.ts';
import type { Tracing } from './common/tracing.ts';
import { USER_HANDLERS } from './commands/people/users.handlers.ts';
import { PLAN_HANDLERS, PlanAndAssignments } from './commands/seats/plan-and-assignments.ts';
import { SessionStarts, START_HANDLERS } from './commands/seats/session-starts.ts';
import { SEAT_CHANGE_HANDLERS, SeatChanges } from './commands/seats/seat-changes.ts';
import { SHARED_SESSION_HANDLERS, SharedSessions } from './commands/seats/shared-sessions.ts';
import { WAITING_LINE_HANDLERS, WaitingLine } from './commands/seats/waiting-line.ts';
import { SERVICE_ACCOUNT_HANDLERS, ServiceAccounts } from './commands/people/service-accounts.ts';
import { GROUP_HANDLERS, UserGroups } from './commands/people/user-groups.ts';
import { Users } from './commands/people/users.ts';
import type { Catalogue } from './domain/catalogue.ts';
import { AuditController } from './http/history/audit.controller.ts';
import { HistoriesController } from './http/history/histories.controller.ts';
import { PastController } from './http/history/past.controller.ts';
import { PastQueries } from './http/history/past-queries.ts';
import { Trail } from './http/history/trail.ts';
import { AuthController } from './http/people/auth.controller.ts';
import { Commands } from './http/commands.ts';
import { GroupsController } from './http/people/groups.controller.ts';
import type { Admission } from './http/hooks.ts';
import { Invitations } from './http/people/invitations.ts';
import { Me } from './http/people/me.ts';
import { Metrics } from './http/operations/metrics.ts';
import { OperationsController } from './http/operations/operations.controller.ts';
import { People } from './http/people/people.ts';
import { PlanController } from './http/seats/plan.controller.ts';
import { RequestValidation } from './http/precompiled-validation.ts';
import { Queries } from './http/queries.ts';
import { Readiness } from './http/operations/readiness.ts';
import { ServiceAccountsController } from './http/people/service-accounts.controller.ts';
import { QueueController } from './http/seats/queue.controller.ts';
import { SessionBatchesController } from './http/seats/session-batches.controller.ts';
import { SessionBatches } from './http/seats/session-batches.ts';
import { SessionCommands } from './http/seats/session-commands.ts';
import { SessionsController } from './http/seats/sessions.controller.ts';
import { ManagedSessions } from './http/seats/managed-sessions.ts';
import { OpenSessionsController } from './http/seats/open-sessions.controller.ts';
import { SharedSessionsController } from './http/seats/shared-sessions.controller.ts';
import { SignsOfLife } from './http/seats/signs-of-life.ts';
import { StreamController } from './http/push/stream.controller.ts';
import { ADMISSION, CATALOGUE, CREDENTIALS } from './http/tokens.ts';
import { ManyUsersController } from './http/people/many-users.controller.ts';
import { UserImports } from './http/people/user-imports.ts';
import { UsersController } from './http/people/users.controller.ts';
import type { Ledger } from './ledger.ts';
import type { Policies } from './policies/policies.ts';
import { Push } from './push/push.ts';
import type { Stores } from './stores.ts';

const CONTROLLERS = [
  SessionsController,
  SessionBatchesController,
  QueueController,
  SharedSessionsController,
  OpenSessionsController,
  AuthController,
  UsersController,
  ManyUsersController,
  GroupsController,
  PlanController,
  ServiceAccountsController,
  AuditController,
  PastController,
  HistoriesController,
  StreamController,
  OperationsController,
];

/** Everything the process is made of, opened and connected. */
export type Parts = {
  stores: Stores;
  ledger: Ledger;
  access: Access;
  policies: Policies;
  push: Push;
  clock: Clock;
  products: Catalogue;
  admission: Admission;
  publicUrl: string;
  logger: Logger;
  tracing?: Tracing;
};

/** Nest wants a class to hang it on. */
@Module({})
class AppModule {}

/** Tells Nest who is who. Nothing is made here but what answers requests; all else comes in ready. */
export function appModule(parts: Parts): DynamicModule {
  return {
    module: AppModule,
    imports: [CqrsModule.forRoot()],
    controllers: CONTROLLERS,
    providers: [
      ...partProviders(parts),
      ...httpProviders(parts),
      ...ACCOUNT_HANDLERS,
      ...USER_HANDLERS,
      ...GROUP_HANDLERS,
      ...SERVICE_ACCOUNT_HANDLERS,
      ...PLAN_HANDLERS,
      ...START_HANDLERS,
      ...WAITING_LINE_HANDLERS,
      ...AGENT_SESSION_HANDLERS,
      ...SHARED_SESSION_HANDLERS,
      ...SEAT_CHANGE_HANDLERS,
    ],
  };
}

function partProviders({ stores, ledger, access, clock, products, push, admission }: Parts): Provider[] {
  return [
    { provide: Push, useValue: push },
    { provide: ADMISSION, useValue: admission },
    { provide: Clock, useValue: clock },
    { provide: CATALOGUE, useValue: products },
    { provide: CREDENTIALS, useValue: stores.credentials },
    { provide: Principals, useValue: access.principals },
    { provide: SignInService, useValue: access.signIns },
    { provide: Authenticator, useValue: access.authenticator },
    { provide: Accounts, useValue: ledger.accounts },
    { provide: UserGroups, useValue: ledger.groups },
    { provide: Users, useValue: ledger.users },
    { provide: ServiceAccounts, useValue: ledger.serviceAccounts },
    { provide: PlanAndAssignments, useValue: ledger.pools },
    { provide: SessionStarts, useValue: ledger.starts },
    { provide: WaitingLine, useValue: ledger.line },
    { provide: AgentSessions, useValue: ledger.sessions },
    { provide: SeatChanges, useValue: ledger.seatChanges },
    { provide: SharedSessions, useValue: ledger.sharedSessions },
  ];
}

function httpProviders({
  stores,
  ledger,
  access,
  policies,
  clock,
  products,
  admission,
  publicUrl,
  push,
  logger,
  tracing,
}: Parts): Provider[] {
  const { store, readModels, queryThreads: asking, credentials } = stores;
  const past = new PastQueries(stores.historyThread, products, clock);
  const queries = new Queries({ readModels, asking, store });
  const metrics = new Metrics({
    head: () => store.head(),
    projections: () => readModels.status(),
    load: ledger.load,
    inFlightRequests: () => admission.inFlight,
    refusedRequests: () => admission.refused,
    listeners: () => push.listeners,
  });
  const people = new People(asking);
  const signsOfLife = new SignsOfLife(ledger.sessions, ledger.line, people);
  const onUnexpected = (err: unknown) => logger.error({ err }, 'A command of a batch failed');
  return [
    { provide: Queries, useValue: queries },
    { provide: PastQueries, useValue: past },
    { provide: Trail, useValue: new Trail(queries, past) },
    { provide: Metrics, useValue: metrics },
    { provide: Me, useValue: new Me(queries, access.principals, products, clock) },
    { provide: SignsOfLife, useValue: signsOfLife },
    { provide: Readiness, useValue: new Readiness({ ...stores, policies, admission, access }) },
    { provide: People, useValue: people },
    {
      provide: Commands,
      inject: [CommandBus],
      useFactory: (bus: CommandBus) => new Commands(bus, clock, metrics, tracing),
    },
    {
      provide: Invitations,
      inject: [Commands],
      useFactory: (commands: Commands) => new Invitations(commands, credentials, publicUrl),
    },
    {
      provide: ManagedSessions,
      inject: [Commands],
      useFactory: (commands: Commands) => new ManagedSessions(commands, queries, ledger.leases, products, past),
    },
    {
      provide: UserImports,
      inject: [Commands],
      useFactory: (commands: Commands) => new UserImports(commands, onUnexpected),
    },
    {
      provide: SessionCommands,
      inject: [Commands],
      useFactory: (commands: Commands) => new SessionCommands(commands, signsOfLife, ledger.users),
    },
    {
      provide: SessionBatches,
      inject: [SessionCommands],
      useFactory: (sessions: SessionCommands) => new SessionBatches(sessions, new RequestValidation(), onUnexpected),
    },
  ];
}
