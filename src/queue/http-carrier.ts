import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import type { Delivery } from '../runs/outbox.js';
import { RunCarrier } from '../runs/run-carrier.js';

const timeoutMs = 5_000;
/** With the waits between them some four minutes. */
const attemptsMax = 10;
/** Taken, or nothing there to start. Not 404: a wrong address answers that too, and the run would wait for ever. */
const DONE = [202, 409];

/** Carries runs by asking the worker over HTTP (`AGENTS_URL`), where no Redis is shared. */
@Injectable()
export class HttpCarrier extends RunCarrier {
  readonly attemptsMax = attemptsMax;
  private readonly url: string;
  private readonly token: string;

  constructor({ agentsUrl, serviceToken }: Settings) {
    super();
    if (!agentsUrl || !serviceToken) throw new Error('HTTP delivery needs AGENTS_URL and SERVICE_TOKEN');
    this.url = new URL('run-agents', agentsUrl.endsWith('/') ? agentsUrl : `${agentsUrl}/`).href;
    this.token = serviceToken;
  }

  /** @throws when the worker cannot be reached or did not take it. Redirects are not followed: the token is for one address. */
  async deliver({ migrationId }: Delivery): Promise<void> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ migration_id: migrationId }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!DONE.includes(response.status)) throw new Error(`the agents answered ${response.status}`);
  }
}
