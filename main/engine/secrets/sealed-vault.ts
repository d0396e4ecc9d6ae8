import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Database, Tx } from '../state/database.ts';
import type { Vault } from './vault.ts';

const algorithm = 'aes-256-gcm';

/** Reads the key file of a profile or makes one that only its owner can read (mode 0600). */
export function openKeyFile(path: string): Buffer {
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error('the key file of this profile is damaged: secrets cannot be opened');
  return key;
}

/** AES-256-GCM over the state; the secret's name is authenticated, so that sealed values cannot be swapped. */
export class SealedVault implements Vault {
  readonly #db: Database;
  readonly #key: Buffer;

  constructor(db: Database, key: Buffer) {
    this.#db = db;
    this.#key = key;
  }

  async put(tx: Tx, name: string, value: string): Promise<void> {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(algorithm, this.#key, nonce).setAAD(Buffer.from(name));
    const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    await tx
      .insertInto('secrets')
      .values({ name, sealed })
      .onConflict((c) => c.column('name').doUpdateSet({ sealed }))
      .execute();
  }

  /** Throws when the value was changed or belongs to another name or key. */
  async get(name: string): Promise<string | undefined> {
    const row = await this.#db.selectFrom('secrets').select('sealed').where('name', '=', name).executeTakeFirst();
    if (!row) return undefined;
    const bytes = Buffer.from(row.sealed, 'base64');
    const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, 12)).setAAD(Buffer.from(name));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }

  async forget(tx: Tx, name: string): Promise<void> {
    await tx.deleteFrom('secrets').where('name', '=', name).execute();
  }
}
