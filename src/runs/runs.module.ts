import { Global, Module } from '@nestjs/common';
import { OutboxDispatcher } from './outbox-dispatcher.js';
import { RunClaims } from './run-claims.js';
import { RunFeed } from './run-feed.js';
import { RunTransactions } from './run-transaction.js';

/** Runs: their rows, and what is heard of them. */
@Global()
@Module({ providers: [RunClaims, RunFeed, RunTransactions], exports: [RunClaims, RunFeed, RunTransactions] })
export class RunsModule {}

/** Their way out to a worker, for processes that make runs. Needs a module that provides `RunCarrier`. */
@Global()
@Module({ providers: [OutboxDispatcher], exports: [OutboxDispatcher] })
export class OutboxModule {}
