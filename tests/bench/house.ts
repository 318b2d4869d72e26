import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createToken } from '@samskriv/auth';
import { connect, type Pool } from '@samskriv/database';
import { findRunning } from '@samskriv/database/embedded';
import { startServer, type ServerProcess } from './processes.ts';

/** A room and the numbers of the people who will sit in it. */
export type Room = { name: string; people: readonly number[] };

const people = 200;
const serverScript = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

/** Our house as the bench needs it: a data folder with 200 people, their bearer tokens, and a group with a paper for each room. */
export class BenchHouse {
  readonly #dataDir: string;
  readonly #settings: Record<string, string>;
  readonly #documents = new Map<string, string>();
  #pool: Pool | null = null;
  #ids: string[] = [];
  #tokens: string[] = [];

  /** `settings` go to the server's environment (README.md, "Settings"). */
  constructor(dataDir: string, settings: Record<string, string> = {}) {
    this.#dataDir = dataDir;
    this.#settings = settings;
  }

  /** Starts apps/server on the folder and, the first time, plants the people. */
  async startServer(log: string): Promise<ServerProcess> {
    await mkdir(this.#dataDir, { recursive: true });
    // One person sits at many screens here, and writes as fast as the server takes it.
    const boundless = { CONNECTIONS_PER_ADDRESS: '100000', EDITS_PER_SECOND: '1000000' };
    const env = { DATA_DIR: this.#dataDir, DEMO: '0', HOST: '127.0.0.1', ...boundless, ...this.#settings };
    const server = await startServer(serverScript, env, log);
    if (this.#tokens.length === 0) await this.#plantPeople();
    return server;
  }

  /** Makes a group with an empty paper for each room, with the room's people as members. */
  async open(rooms: readonly Room[]): Promise<void> {
    const sql = await this.#sql();
    const rows = rooms.map(({ name, people: seats }) => ({ name, members: seats.map((seat) => this.#ids[seat % people]!) }));
    for (const { name, members } of rows) {
      const [paper] = await sql<{ id: string }[]>`
        with target as (insert into procurement_target (title) values (${name}) returning id),
        made as (insert into working_group (title, kind, target_id) select ${name}, 'new', id from target returning id),
        joined as (
          insert into membership (group_id, person_id, role)
          select made.id, person, 'member' from made, unnest(${[...new Set(members)]}::uuid[]) person
        ),
        paper as (insert into paper (group_id, kind, title) select id, 'target', ${name} from made returning id),
        opened as (insert into paper_round (paper_id, round) select id, 1 from paper)
        select id from paper`;
      this.#documents.set(name, `paper:${paper!.id}:1`);
    }
  }

  /** Which document a room is, and the token of a person. Throws RangeError for a room that was not opened. */
  seat(room: string, person: number): { document: string; token: string } {
    const document = this.#documents.get(room);
    if (document === undefined) throw new RangeError(`no room ${room}`);
    return { document, token: this.#tokens[person % people]! };
  }

  /** The main process of the embedded Postgres. */
  postgresPid(): number {
    return Number.parseInt(readFileSync(join(this.#dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
  }

  async close(): Promise<void> {
    await this.#pool?.end({ timeout: 2 });
  }

  async #plantPeople(): Promise<void> {
    const sql = await this.#sql();
    const planted = await sql<{ id: string }[]>`
      insert into person (mail, name)
      select 'person' || n || '@bench.example', 'Person ' || n from generate_series(1, ${people}::int) n
      returning id`;
    this.#ids = planted.map(({ id }) => id);
    for (const id of this.#ids) {
      const made = await createToken(sql, id, { label: 'bench', days: 1 });
      if ('refused' in made) throw new Error(`No token for the bench: ${made.refused}`);
      this.#tokens.push(made.token);
    }
  }

  async #sql(): Promise<Pool> {
    if (!this.#pool) {
      const running = await findRunning(this.#dataDir);
      if (!running) throw new Error(`no Postgres runs on ${this.#dataDir}`);
      this.#pool = connect(running, { max: 2, idleSeconds: 1 });
    }
    return this.#pool;
  }
}
