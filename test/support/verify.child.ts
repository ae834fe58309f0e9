import { Command } from 'commander';
import { verifyCommand } from '../../src/cli/verify.command';

const program = new Command('daybook');
verifyCommand(program);
void program.parseAsync();
