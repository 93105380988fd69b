import { Argument, Command } from 'commander';
import { projections } from '../../projections/index.ts';
import { explain } from '../explain.ts';
import { OTHERS_MAY_NOTHING } from '../stores.ts';
import { verifyChains } from './chains.ts';
import { openWorkplace, type Workplace } from './workplace.ts';
import { rebuildReadModels, verifyReadModels } from './read-models.ts';

/** Work on an opened data folder. @returns whether all is well there. */
type Work = (workplace: Workplace, name?: string) => Promise<boolean>;

const readModel = () =>
  new Argument('[name]', 'one read model; all of them when there is none').choices(projections.map(({ name }) => name));

const program = new Command('seatledger')
  .description('Checks and mends what a server has written to DATA_DIR. The server must be stopped.')
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

process.umask(OTHERS_MAY_NOTHING);
program.parseAsync().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
