import { Global, Module } from '@nestjs/common';
import { OutboxDispatcher } from './outbox-dispatcher.js';
import { RunClaims } from './run-claims.js';
import { RunFeed } from './run-feed.js';
import { RunTransactions } from './run-transaction.js';

/** Runs: their rows, their way out to the queue, and what is heard of them. Needs a module that provides `RunCarrier`. */
@Global()
@Module({
  providers: [OutboxDispatcher, RunClaims, RunFeed, RunTransactions],
  exports: [OutboxDispatcher, RunClaims, RunFeed, RunTransactions],
})
export class RunsModule {}
