/** Load by wrk: bounded in time and connections, to this machine only. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

export interface Load {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly connections: number;
  readonly seconds: number;
}

const measuredSchema = z.object({
  requests: z.number(),
  seconds: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  errors: z.number(),
});
/** Latencies in milliseconds; `errors` are answers of 4xx and 5xx, time-outs and broken connections. */
export type Measured = z.infer<typeof measuredSchema>;

const SCRIPT = `
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('RESULT{"requests":%d,"seconds":%f,"p50":%f,"p95":%f,"p99":%f,"errors":%d}\\n', summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
`;

/** @throws when wrk is missing, or any answer was an error: a figure over errors says nothing */
export async function measure(load: Load): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'datamigrate-wrk-'));
  try {
    const script = join(folder, 'load.lua');
    writeFileSync(script, requestScript(load) + SCRIPT);
    const args = ['-t1', `-c${load.connections}`, `-d${load.seconds}s`, '--timeout', '10s', '-s', script, load.url];
    const { stdout } = await promisify(execFile)('wrk', args, { timeout: (load.seconds + 30) * 1000 });
    const measured = measuredSchema.parse(JSON.parse(/RESULT(.*)/.exec(stdout)?.[1] ?? ''));
    if (measured.errors > 0)
      throw new Error(`${measured.errors} errors of ${measured.requests} requests to ${load.url}`);
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function requestScript({ method, headers, body }: Load): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  );
  return [
    `wrk.method = "${method}"`,
    ...lines,
    ...(body === undefined ? [] : [`wrk.body = ${JSON.stringify(body)}`]),
  ].join('\n');
}
