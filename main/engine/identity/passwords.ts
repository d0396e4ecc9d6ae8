import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt N=2^15, r=8, p=1: about 32 MB and 60 ms on a small machine; runs off the event loop. */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$15$8$1$${salt.toString('base64')}$${(await derive(password, salt)).toString('base64')}`;
}

/** A stored form nobody knows the password of: checking against it takes as long as against a real one. */
const nobody = `scrypt$15$8$1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`;

/** Takes the same time whether the operator exists or not. */
export async function checkPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const [scheme, , , , salt, key] = (stored ?? nobody).split('$');
  if (scheme !== 'scrypt' || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'));
  return expected.length === actual.length && timingSafeEqual(expected, actual) && stored != null;
}
