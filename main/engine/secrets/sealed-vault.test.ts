import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openState } from '../state/database.ts';
import { openKeyFile, SealedVault } from './sealed-vault.ts';

async function fixture() {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-vault-'));
  const state = await openState(':memory:');
  const keyPath = join(folder, 'secrets.key');
  return { keyPath, state, vault: new SealedVault(state.db, openKeyFile(keyPath)) };
}

describe('the vault', () => {
  it('gives back what was put in and forgets on request', async () => {
    const { vault, state } = await fixture();
    await state.db.transaction().execute((tx) => vault.put(tx, 'source:1', 'pässword 비밀'));
    await state.db.transaction().execute((tx) => vault.put(tx, 'source:1', 'second'));
    expect(await vault.get('source:1')).toBe('second');
    const rows = await state.db.selectFrom('secrets').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('second');
    await state.db.transaction().execute((tx) => vault.forget(tx, 'source:1'));
    expect(await vault.get('source:1')).toBeUndefined();
  });

  it('refuses a value that was changed or moved to another name', async () => {
    const { vault, state } = await fixture();
    await state.db.transaction().execute((tx) => vault.put(tx, 'source:1', 'secret'));
    const row = await state.db.selectFrom('secrets').selectAll().executeTakeFirstOrThrow();
    await state.db.insertInto('secrets').values({ name: 'source:2', sealed: row.sealed }).execute();
    await expect(vault.get('source:2')).rejects.toThrow('unable to authenticate');
    const bytes = Buffer.from(row.sealed, 'base64');
    bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
    await state.db
      .updateTable('secrets')
      .set({ sealed: bytes.toString('base64') })
      .where('name', '=', 'source:1')
      .execute();
    await expect(vault.get('source:1')).rejects.toThrow('unable to authenticate');
  });

  it.skipIf(process.platform === 'win32')('keeps its key for its owner only and says when it is damaged', async () => {
    const { keyPath } = await fixture();
    expect(statSync(keyPath).mode & 0o777).toBe(0o600);
    writeFileSync(keyPath, 'short');
    expect(() => openKeyFile(keyPath)).toThrow('damaged');
  });
});
