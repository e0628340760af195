import { Global, Module } from '@nestjs/common';
import { Audit } from '../audit/audit.js';
import { Mutations } from './mutations.js';

/** Changes and their audit rows, for every feature. */
@Global()
@Module({ providers: [Audit, Mutations], exports: [Audit, Mutations] })
export class MutationsModule {}
