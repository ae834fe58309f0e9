import { Module } from '@nestjs/common';
import { ConsoleFiles, findBuiltConsole } from './console.files';

/** The web console: its built files, and where they are served. It knows the API as any other client does. */
@Module({
  providers: [{ provide: ConsoleFiles, useFactory: () => new ConsoleFiles(findBuiltConsole()) }],
  exports: [ConsoleFiles],
})
export class ConsoleModule {}
