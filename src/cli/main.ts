import { Argument, Command } from 'commander';
import { projections } from '../../projections/index.ts';
import { explain } from '../explain.ts';
import { OTHERS_MAY_NOTHING } from '../stores.ts';
import { backUp, restoreBackup } from './backup.ts';
import { verifyChains } from './chains.ts';
import { migrate } from './migrate.ts';
import { openWorkplace, type Workplace } from './workplace.ts';
import { rebuildReadModels, verifyReadModels } from './read-models.ts';

/** Work on an opened data folder. @returns whether all is well there. */
type Work = (workplace: Workplace, name?: string) => Promise<boolean>;

const MIGRATE_HELP = `
Stop every server that uses either log first. The target must be empty, or hold the beginning of the same log: anything else
is refused and left alone. Start no server on the target before this has said that the copy is whole. READ_DATABASE is emptied:
its lists belong to the old log's positions, and are built anew by the next start.

Credentials and personal keys are no part of the log. One process has them in DATA_DIR, where they stay; many nodes
(EVENT_STORE=esdb://, READ_DATABASE=postgres://) have them in PostgreSQL. Set READ_DATABASE to what the nodes have or will have,
and they are copied with the log, there or back, under the same master key (MASTER_KEY, or master.key in DATA_DIR).`;
const BACKUP_HELP = `
Three things are needed to restore, kept apart from each other: the log, the personal keys and credentials (--credentials), and
the master key, which is never copied (MASTER_KEY, or master.key in DATA_DIR). Without the keys no name in the log can be read;
whoever has all three can read them all. An erased person stays readable with keys that were copied before: keep no old ones.`;
const RESTORE_HELP = `
Stop the server and set MASTER_KEY, or put master.key into DATA_DIR, first. People whom the log knows as erased are erased from
the restored keys as well.`;

const readModel = () =>
  new Argument('[name]', 'one read model; all of them when there is none').choices(projections.map(({ name }) => name));

const program = new Command('seatledger')
  .description('Checks, mends, moves and backs up what a server has written. It must be stopped, but for a backup.')
  .configureOutput({ outputError: (text, write) => write(withoutPasswords(text)) })
  .showHelpAfterError();
program
  .command('verify')
  .description('build read models anew beside their rows and compare them row for row')
  .addArgument(readModel())
  .action(doing(verifyReadModels));
program
  .command('rebuild')
  .description('build read models anew from the log and put them in the place of their rows')
  .addArgument(readModel())
  .action(doing(rebuildReadModels));
program
  .command('verify-chain')
  .description('recompute the hashes of every stream in the log')
  .action(doing((workplace) => verifyChains(workplace)));

program
  .command('migrate')
  .description(
    'copy the log into another store: ids, order and hashes as they are. Cut off, it carries on when run again',
  )
  .option('--to <log>', "where to: 'embedded' (in DATA_DIR), or esdb://user:password@host:2113?tls=true")
  .option('--to-file <file>', 'a file that holds it: a password in an option shows in the list of processes')
  .option('--from <log>', 'where from; like the side that is left out, EVENT_STORE when not given')
  .option('--from-file <file>', 'a file that holds it')
  .option(
    '--credentials-only',
    'for a log in EventStoreDB that many nodes are to work on: copy what is in DATA_DIR to the PostgreSQL of READ_DATABASE',
  )
  .addHelpText('after', MIGRATE_HELP)
  .action(ending(migrate));
program
  .command('backup')
  .description('copy the log in DATA_DIR to a file, also while the server runs, and check the copy')
  .argument('<file>', 'a new file')
  .option('--credentials <file>', 'copy the personal keys and credentials too, to another new file')
  .addHelpText('after', BACKUP_HELP)
  .action(ending(backUp));
program
  .command('restore')
  .description('put a backup into DATA_DIR, which must hold no log. Nothing is overwritten')
  .argument('<file>', 'a backup of the log')
  .option('--credentials <file>', 'a backup of the personal keys and credentials')
  .addHelpText('after', RESTORE_HELP)
  .action(ending(restoreBackup));

function doing(work: Work) {
  return async (...given: unknown[]) => {
    const workplace = await openWorkplace();
    try {
      const isWell = await work(workplace, typeof given[0] === 'string' ? given[0] : undefined);
      if (!isWell) process.exitCode = 1;
    } finally {
      await workplace.close();
    }
  };
}

function ending<Given extends unknown[]>(work: (...given: Given) => Promise<boolean>) {
  return async (...given: Given) => {
    if (!(await work(...given))) process.exitCode = 1;
  };
}

/** What was typed wrongly may hold a connection string. */
function withoutPasswords(text: string): string {
  return text.replaceAll(/\b(esdb(?:\+discover)?|postgres(?:ql)?):\S*/gi, '$1:…');
}

process.umask(OTHERS_MAY_NOTHING);
program.parseAsync().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
