import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { Load } from '../crash/load.ts';
import { LogReader } from '../crash/log-reader.ts';
import { type Api, required, type ServiceClient } from './api.ts';
import type { EventStoreDbServer } from './event-store-db.ts';
import { addAgents, buy } from './organisation.ts';
import { ADMIN } from './server.ts';
import { SeveralNodes } from './several-nodes.ts';
import { eventually } from './within.ts';

const NODES = 2;
const AGENTS = 20;
/** Against hanging: after a fault, everything is as before long before this. */
const BACK_WITHIN_MS = 60_000;

/** What there was against what clients were told. The last four are to be empty. */
export type Findings = { acknowledged: number; lost: string[]; faults: string[]; unexpected: string[]; gaveUp: number };

/** Two nodes with a company of agents, patient clients in full load, and the log, which says what became of it. */
export class LoadedProduct {
  readonly log: LogReader;
  readonly #client: ServiceClient;
  readonly #agentIds: readonly string[];
  readonly #admin: Api;
  readonly #service: Api;
  #tokens = { admin: '', service: '' };

  private constructor(
    readonly all: SeveralNodes,
    company: { client: ServiceClient; agentIds: readonly string[] },
  ) {
    this.#client = company.client;
    this.#agentIds = company.agentIds;
    this.#admin = all.balanced.as(() => this.#tokens.admin);
    this.#service = all.balanced.as(() => this.#tokens.service);
    this.log = new LogReader(() => openEventStoreDb({ connectionString: all.eventStore.url }), false);
  }

  static async start(options: { eventStore?: EventStoreDbServer; ownPostgres?: boolean } = {}): Promise<LoadedProduct> {
    const all = await SeveralNodes.start(NODES, options);
    const admin = await all.balanced.signIn(ADMIN.email, ADMIN.password);
    await buy(admin, { named: 3, concurrent: 5 });
    const agentIds = await addAgents(admin, AGENTS);
    const account = { name: 'Load', privileges: ['act-for-agents'] };
    const client = required(await admin.post('/v1/service-accounts', account), 201);
    return new LoadedProduct(all, { client, agentIds });
  }

  /** Runs the load while something is done, and looks up what clients were told. @param work is told of the load. */
  async underLoad(work: (load: Load) => Promise<void>): Promise<Findings> {
    await this.signInAgain();
    const load = new Load(this.#admin, this.#service, this.#agentIds, this.log.openSessions);
    const running = load.run();
    try {
      await work(load);
    } finally {
      load.stop();
      await running;
    }
    await this.log.readOn();
    const { acknowledged, unexpected, gaveUp } = load;
    const isLost = ({ what, sessionId, position }: (typeof acknowledged)[number]) =>
      !(this.log[what].get(sessionId)! <= position);
    const lost = acknowledged.filter(isLost).map(({ what, sessionId }) => `${what} ${sessionId}`);
    return { acknowledged: acknowledged.length, lost, faults: this.log.faults, unexpected, gaveUp };
  }

  /** Access tokens live a quarter of an hour. */
  async signInAgain(): Promise<void> {
    const { accessToken: admin } = required(await this.all.balanced.post('/v1/auth/sign-in', ADMIN), 200);
    this.#tokens = { admin, service: await this.all.balanced.serviceToken(this.#client) };
  }

  /** Once every node calls itself ready and shows in its lists what was acknowledged last. */
  async isBack({ acknowledged }: Load): Promise<void> {
    const after = acknowledged.at(-1)!.position;
    for (const node of this.all.nodes) {
      const api = node.api.as(() => this.#tokens.admin);
      const answers = async (path: string) => (await api.get(path).catch(() => undefined))?.status === 200;
      await eventually(() => answers('/health/ready'), BACK_WITHIN_MS);
      await eventually(() => answers(`/v1/shared-sessions?limit=1&after=${after}`), BACK_WITHIN_MS);
    }
  }
}
