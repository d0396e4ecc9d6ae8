import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unzip = promisify(gunzip);

export class BodyError extends Error {
  readonly status: 400 | 408 | 413 | 415;

  constructor(status: 400 | 408 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ReadBody {
  body: Uint8Array;
  /** Bytes that came over the wire. */
  received: number;
}

/**
 * The whole body, unzipped when it is gzip, at most `limit` bytes either way.
 * @throws BodyError with the status to answer
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
  onBytes: (bytes: number) => void,
): Promise<ReadBody> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new BodyError(415, `content encoding ${encoding} is not supported: send gzip or none`);
  }
  const tooLarge = (): BodyError => new BodyError(413, `request entity too large: a body may have ${limit} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      received += chunk.length;
      onBytes(chunk.length);
      if (received > limit) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof BodyError) throw error;
    throw new BodyError(408, 'the body did not arrive');
  }
  // A body of one chunk still gets memory of its own: it is handed to another thread.
  const whole = Buffer.from(new ArrayBuffer(received));
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(whole, at);
  if (encoding === 'identity') return { body: whole, received };
  try {
    return { body: await unzip(whole, { maxOutputLength: limit }), received };
  } catch (error) {
    const isSize = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isSize ? tooLarge() : new BodyError(400, 'the body is not valid gzip');
  }
}
