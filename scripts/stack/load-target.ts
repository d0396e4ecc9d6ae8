import { createServer } from 'node:http';

/** How the target answers from now on. */
export interface TargetBehaviour {
  /** ms before each answer; default 0. */
  readonly latency?: number;
  /** Share of answers with status 500, ratio 0..1; spread evenly, so 0.25 is every fourth request. Default 0. */
  readonly errorShare?: number;
}

/** A small HTTP server for JMeter plans to hit, in this process, on 127.0.0.1 only. */
export interface LoadTarget extends AsyncDisposable {
  /** Origin without a trailing slash. */
  readonly url: string;
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Requests answered so far, and how many of them with status 500. */
  counts(): { readonly requests: number; readonly errors: number };
  behave(behaviour: TargetBehaviour): void;
  stop(): Promise<void>;
}

/** Starts the target on a free port. Every path and method is answered with a short JSON text. */
export async function startLoadTarget(initial: TargetBehaviour = {}): Promise<LoadTarget> {
  let behaviour = initial;
  let requests = 0;
  let errors = 0;
  let owed = 0;
  const server = createServer((request, response) => {
    request.resume();
    requests += 1;
    owed += behaviour.errorShare ?? 0;
    // A little tolerance: ten times 0.1 falls just short of 1.
    const fails = owed > 1 - 1e-9;
    if (fails) {
      owed -= 1;
      errors += 1;
    }
    const body = fails ? '{"status":"error"}' : '{"status":"ok"}';
    const answer = () => {
      if (response.destroyed) return;
      response.writeHead(fails ? 500 : 200, { 'content-type': 'application/json' }).end(body);
    };
    const latency = behaviour.latency ?? 0;
    if (latency > 0) setTimeout(answer, latency);
    else answer();
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The load target got no port.'));
      else resolve(address.port);
    });
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    host: '127.0.0.1',
    port,
    counts: () => ({ requests, errors }),
    behave: (next) => {
      behaviour = next;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
