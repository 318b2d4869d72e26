import { parseArgs } from 'node:util';
import { acceptLink, addPersonAtConsole, holds, makeTokenAtConsole, verifyChains, verifyRounds, type House } from '@samskriv/commands';
import { connect } from '@samskriv/database';
import { SchemaError } from '@samskriv/database/migrate';
import { isRefusal, type Refusal } from '@samskriv/process';
import { BackupError } from '@samskriv/commands/backup';
import { keepCopies } from './backups.ts';
import { ConfigError, readConfig } from './config.ts';
import { reachDatabase } from './database.ts';
import { openLog } from './log.ts';
import { UsageError } from './usageError.ts';
import { askPassword, passwordFromInput } from './password.ts';

const usage = `Usage:
  npm run cli -- token <mail>
      Makes a bearer token for a person and prints it as the last line.

  npm run cli -- user add <mail> --name <name> [--organisation <name>] [--secretariat] [--password | --password-stdin]
      Adds a person, and the organisation where it is new. Prints the path of an invitation, by which they choose
      a password; or sets the password that is asked for here (--password) or read from standard input. One of the
      secretariat suspends the people of the demo.

  npm run cli -- verify
      Verifies every paper's log (each edit, and the chain they form) and stored text, and every sealed version: its seal,
      the chain, its stored state and the log it was built from. Names what does not hold, and ends with 1 where there is any.

  npm run cli -- backup <file> [--overwrite]
      Writes everything into one file, while people write on: every edit saved before it began is in it.

  npm run cli -- backup --check <file>
      Reads a backup and says whether it is whole; it needs no database.

  npm run cli -- restore <file>
      Puts a backup into an empty database or data folder, verifies it, and brings it up to date.

The same settings as for npm start decide which database is meant (DATA_DIR, DATABASE_URL). A server may be running.`;

/** What is not as it should be, though the command itself went well. */
type Wrong = { wrong: string };

type Command = (house: House, publicUrl: string | null) => Promise<string | Refusal | Wrong>;

/** Runs one command of the command line; returns the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runCli(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return args.length === 0 ? 2 : 0;
  }
  try {
    if (args[0] === 'backup' || args[0] === 'restore') {
      console.log(await keepCopies(args[0], args.slice(1)));
      return 0;
    }
    const command = readCommand(args);
    const config = readConfig(process.env);
    const database = await reachDatabase(config, openLog('error'));
    const sql = connect(database.address, { max: 2 });
    try {
      const outcome = await command({ sql, mail: null, publicUrl: config.publicUrl, demo: false }, config.publicUrl);
      if (typeof outcome === 'string') console.log(outcome);
      else if ('wrong' in outcome) console.error(outcome.wrong);
      else console.error(`Refused: ${outcome.refused}${outcome.field === undefined ? '' : ` (${outcome.field})`}.`);
      return typeof outcome === 'string' ? 0 : 1;
    } finally {
      await sql.end({ timeout: 3 });
      await database.stop();
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    console.error(
      error instanceof UsageError
        ? `${words}\n\n${usage}`
        : error instanceof ConfigError || error instanceof BackupError || error instanceof SchemaError
          ? words
          : `Failed: ${words}`,
    );
    return error instanceof UsageError ? 2 : 1;
  }
}

function readCommand(args: readonly string[]): Command {
  const [first, second, ...rest] = args;
  if (first === 'token') {
    const mail = second;
    if (mail === undefined || mail.startsWith('-') || rest.length > 0) throw new UsageError('token needs one mail address.');
    return async (house) => {
      const outcome = await makeTokenAtConsole(house, { mail });
      if (isRefusal(outcome)) return outcome;
      return `The token counts until ${outcome.expiresAt.toISOString()}:\n${outcome.token}`;
    };
  }
  if (first === 'verify') {
    if (second !== undefined) throw new UsageError('verify takes nothing more.');
    return verify;
  }
  if (first === 'user' && second === 'add') return addUser(rest);
  throw new UsageError(`There is no command "${[first, second].filter((word) => word !== undefined).join(' ')}".`);
}

async function verify(house: House): Promise<string | Wrong> {
  const versions = await verifyChains(house);
  const wrong = versions.filter(({ ok }) => !ok);
  const papers = new Set(versions.map(({ paperId }) => paperId)).size;
  const rounds = await verifyRounds(house);
  const damaged = rounds.filter((round) => !holds(round));
  if (wrong.length + damaged.length === 0)
    return `All versions hold: ${versions.length}, of ${papers} papers. The logs and stored texts of ${rounds.length} rounds hold.`;
  const places = damaged.map(({ paperId, title, round, log, snapshot }) =>
    log === null
      ? `Paper ${paperId} ("${title}"), round ${round}: its stored text up to edit ${snapshot.number} is not what was stored. It is made anew from the log when the paper is read.`
      : `Paper ${paperId} ("${title}"), round ${round}: its log is damaged at edit ${log}.`,
  );
  const lines = wrong.map(({ id, paperId, number, broken }) => `Version ${number} (${id}) of paper ${paperId}: ${broken.join(', ')}.`);
  const versionLine = wrong.length === 0 ? [] : [`${wrong.length} of ${versions.length} versions do not hold.`, ...lines];
  return { wrong: [...places, ...versionLine].join('\n') };
}

function addUser(args: string[]): Command {
  const { values, positionals } = understood(args);
  const mail = positionals[0];
  if (mail === undefined || positionals.length > 1) throw new UsageError('user add needs one mail address.');
  const { name, organisation, secretariat } = values;
  if (name === undefined) throw new UsageError('user add needs --name.');
  return async (house, publicUrl) => {
    const password = values.password ? await askPassword() : values['password-stdin'] ? await passwordFromInput() : null;
    const added = await addPersonAtConsole(house, { mail, name, organisation: organisation ?? null, secretariat: secretariat ?? false });
    if (isRefusal(added)) return added;
    const link = `${publicUrl ?? ''}${added.path}`;
    const closed = added.suspended === 0 ? '' : `The demo is over: its ${added.suspended} people have been suspended.\n`;
    if (password === null)
      return `${closed}${name} has been added. The invitation can be used once, until ${added.expiresAt.toISOString()}:\n${link}`;
    const accepted = await acceptLink(house, { secret: added.path.slice(added.path.lastIndexOf('/') + 1), password });
    if (!isRefusal(accepted)) return `${closed}${name} has been added and can sign in.`;
    console.error(`${closed}${name} has been added, but the password was refused. Choose one by this invitation:\n${link}`);
    return accepted;
  };
}

function understood(args: string[]) {
  const options = {
    name: { type: 'string' },
    organisation: { type: 'string' },
    secretariat: { type: 'boolean' },
    password: { type: 'boolean' },
    'password-stdin': { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

if (import.meta.main) process.exitCode = await runCli(process.argv.slice(2));
