import { Global, Module } from '@nestjs/common';
import { ApiKeyVerifier } from '../auth/identity.js';
import { ApiKeyAuthenticator } from './api-key-authenticator.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';

/** Keys for programs: people make them here, authentication asks here whose they are, so it is everywhere. */
@Global()
@Module({
  controllers: [ApiKeysController],
  providers: [ApiKeysService, ApiKeyAuthenticator, { provide: ApiKeyVerifier, useExisting: ApiKeyAuthenticator }],
  exports: [ApiKeyVerifier],
})
export class ApiKeysModule {}
