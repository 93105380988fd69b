import pg from 'pg';
import type { Peer } from './peer.ts';

/** Connections, and so clients at once. */
const CONNECTIONS = [8, 16, 32];
const SCHEMA = `
  DROP TABLE IF EXISTS session;
  DROP TABLE IF EXISTS pool;
  CREATE TABLE pool (id integer PRIMARY KEY, capacity integer NOT NULL, occupied integer NOT NULL DEFAULT 0)
    WITH (fillfactor = 50);
  CREATE TABLE session (id uuid PRIMARY KEY, pool integer NOT NULL REFERENCES pool, agent text NOT NULL,
    platform text NOT NULL, started_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX session_pool ON session (pool)`;

const LOCK = { name: 'lock', text: 'SELECT capacity FROM pool WHERE id = $1 FOR UPDATE' };
const COUNT = { name: 'count', text: 'SELECT count(*)::integer AS occupied FROM session WHERE pool = $1' };
const INSERT = { name: 'insert', text: 'INSERT INTO session (id, pool, agent, platform) VALUES ($1, $2, $3, $4)' };
const DELETE = { name: 'delete', text: 'DELETE FROM session WHERE id = $1' };

/** The counter row is the guard: an update that waited for another's looks at the row again before it counts up. */
const TAKE = {
  name: 'take',
  text: `WITH taken AS (
    UPDATE pool SET occupied = occupied + 1 WHERE id = $2 AND occupied < capacity RETURNING id
  ) INSERT INTO session (id, pool, agent, platform) SELECT $1, id, $3, $4 FROM taken`,
};
const GIVE_BACK = {
  name: 'give-back',
  text: `WITH ended AS (DELETE FROM session WHERE id = $1 RETURNING pool)
    UPDATE pool SET occupied = occupied - 1 FROM ended WHERE pool.id = ended.pool`,
};

/** The textbook way: lock the pool's row, look, write, commit. */
export function rowLock(url: string): Peer {
  const database = connect(url);
  return {
    ...database.peer,
    name: 'PostgreSQL, SELECT … FOR UPDATE',
    acquire: (pool, agentId, sessionId) =>
      database.transaction(async (client) => {
        const { rows } = await client.query({ ...LOCK, values: [pool] });
        const { rows: counted } = await client.query({ ...COUNT, values: [pool] });
        if (counted[0].occupied >= rows[0].capacity) return false;
        await client.query({ ...INSERT, values: [sessionId, pool, agentId, 'windows'] });
        return true;
      }),
    end: (pool, _agentId, sessionId) =>
      database.transaction(async (client) => {
        await client.query({ ...LOCK, values: [pool] });
        await client.query({ ...DELETE, values: [sessionId] });
      }),
  };
}

/** The quick way: one statement that takes the seat if there is one, and commits by itself. */
export function guardedStatement(url: string): Peer {
  const database = connect(url);
  return {
    ...database.peer,
    name: 'PostgreSQL, one guarded statement',
    acquire: async (pool, agentId, sessionId) => {
      const { rowCount } = await database.pool.query({ ...TAKE, values: [sessionId, pool, agentId, 'windows'] });
      return rowCount === 1;
    },
    end: async (_pool, _agentId, sessionId) => {
      await database.pool.query({ ...GIVE_BACK, values: [sessionId] });
    },
  };
}

function connect(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: Math.max(...CONNECTIONS) });
  const peer = {
    clients: CONNECTIONS,
    furnish: async (pools: number, capacity: number) => {
      await assertDurable(pool);
      await pool.query(SCHEMA);
      await pool.query('INSERT INTO pool (id, capacity) SELECT n, $2 FROM generate_series(0, $1 - 1) n', [
        pools,
        capacity,
      ]);
    },
    occupants: async (id: number) => {
      const { rows } = await pool.query({ ...COUNT, values: [id] });
      return rows[0].occupied as number;
    },
    close: () => pool.end(),
  };
  const transaction = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } finally {
      client.release();
    }
  };
  return { pool, peer, transaction };
}

/** What is not synced before it is answered would be no rival. */
export async function assertDurable(pool: pg.Pool): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit']) {
    const { rows } = await pool.query(`SHOW ${setting}`);
    if (rows[0][setting] !== 'on') throw new Error(`${setting} is ${rows[0][setting]}`);
  }
}
