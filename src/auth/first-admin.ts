import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { AppError } from '../common/app-error.js';
import { Settings } from '../config/settings.js';
import { DatabaseConnection } from '../database/database-connection.js';
import { SYSTEM, WorkspaceDatabase } from '../database/workspace-database.js';
import { Accounts } from '../users/accounts.js';
import { newPasswordSchema, Passwords } from './passwords.js';

/** Makes the admin that ADMIN_EMAIL names, on a server that nobody has registered at yet. */
@Injectable()
export class FirstAdmin implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger('accounts');

  constructor(
    private readonly settings: Settings,
    private readonly connection: DatabaseConnection,
    private readonly database: WorkspaceDatabase,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
  ) {}

  /** @throws AppError `SETTINGS-INVALID` for a password that nobody could register with either */
  onModuleInit(): void {
    const password = this.settings.admin?.password;
    const fault = password === undefined ? undefined : newPasswordSchema.safeParse(password).error?.issues[0];
    if (fault)
      throw new AppError('SETTINGS-INVALID', `These settings cannot be used:\n  ADMIN_PASSWORD: ${fault.message}`);
  }

  onApplicationBootstrap(): void {
    if (this.settings.admin)
      this.make(this.settings.admin).catch((error: unknown) =>
        this.logger.error({ msg: 'the first admin was not made', error: String(error) }),
      );
  }

  private async make({
    email,
    password,
  }: {
    readonly email: string;
    readonly password: string | undefined;
  }): Promise<void> {
    await this.connection.opened;
    const chosen = password ?? randomBytes(12).toString('base64url');
    const passwordHash = await this.passwords.hash(chosen);
    const isMade = await this.database.transaction(SYSTEM, async (manager) => {
      if (!(await this.accounts.isFirst(manager))) return false;
      await this.accounts.create(manager, { email, name: 'Admin', passwordHash, isAdmin: true });
      return true;
    });
    // Past the log: a password must never be in it.
    if (isMade && password === undefined)
      process.stdout.write(`The first admin is ${email} with the password ${chosen} (shown only now).\n`);
  }
}
