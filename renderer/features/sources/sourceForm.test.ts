import { describe, expect, it } from 'vitest';
import { sourceConfigSchema } from '#core/contract/sources.ts';
import { checkDraft, configOf, draftOf, emptyDraft, type SourceDraft, secretOf, secretStays } from './sourceForm.ts';

const good = (change: Partial<SourceDraft> = {}): SourceDraft => ({
  ...emptyDraft(),
  name: 'core',
  url: 'http://influx.example:8086',
  database: 'telegraf',
  ...change,
});

describe('the form of a source', () => {
  it('names what is missing at its field', () => {
    expect(checkDraft(emptyDraft())).toEqual({
      name: 'name-needed',
      url: 'url-wrong',
      database: 'database-needed',
    });
    expect(checkDraft(good())).toEqual({});
  });

  it('asks for a database only where the product has one', () => {
    expect(checkDraft(good({ kind: 'prometheus', database: '' }))).toEqual({});
    expect(checkDraft(good({ kind: 'influxdb3', database: ' ' }))).toEqual({ database: 'database-needed' });
  });

  it.each([
    ['influx.example:8086', 'url-wrong'],
    ['ftp://influx.example', 'url-wrong'],
    ['http://', 'url-wrong'],
    ['http://me:secret@influx.example', 'url-with-credentials'],
    ['http://influx.example/?db=x', 'url-with-query'],
  ])('refuses the address %s as %s', (url, problem) => {
    expect(checkDraft(good({ url }))).toEqual({ url: problem });
  });

  it.each(['', '0', '3601', '1.5', 'ten'])('refuses the interval "%s"', (interval) => {
    expect(checkDraft(good({ interval }))).toEqual({ interval: 'interval-wrong' });
  });

  it('keeps what was written for another kind, but does not send it', () => {
    const draft = good({ org: 'ops', username: 'reader', kind: 'influxdb2' });
    expect(configOf(draft)).toMatchObject({ org: 'ops', username: '' });
    expect(configOf({ ...draft, kind: 'influxdb1' })).toMatchObject({ org: '', username: 'reader' });
  });

  it('accepts any certificate only where there is one', () => {
    expect(configOf(good({ acceptAnyCertificate: true })).acceptAnyCertificate).toBe(false);
    expect(configOf(good({ acceptAnyCertificate: true, url: 'https://x' })).acceptAnyCertificate).toBe(true);
  });

  it('sends a secret only when it was written, and says when it is to be forgotten', () => {
    expect(secretOf(good({ secretMode: 'keep', secret: 'half' }))).toEqual({});
    expect(secretOf(good({ secretMode: 'set', secret: '' }))).toEqual({});
    expect(secretOf(good({ secretMode: 'set', secret: 's' }))).toEqual({ secret: 's' });
    expect(secretOf(good({ secretMode: 'forget', secret: 's' }))).toEqual({ secret: '' });
  });

  it('takes a stored source apart and makes the same of it again', () => {
    const config = sourceConfigSchema.parse({ name: 'p', kind: 'prometheus', url: 'http://p:9090', username: 'u' });
    const draft = draftOf(config, { hasSecret: true });
    expect(draft.secretMode).toBe('keep');
    expect(configOf(draft)).toEqual(config);
  });

  it('knows when the stored secret has to be entered again', () => {
    const before = configOf(good());
    expect(secretStays(before, good({ database: 'other', url: 'http://influx.example:8086/path' }))).toBe(true);
    expect(secretStays(before, good({ url: 'http://elsewhere.example:8086' }))).toBe(false);
    expect(secretStays(before, good({ kind: 'influxdb3' }))).toBe(false);
    const tls = configOf(good({ url: 'https://influx.example:8086' }));
    expect(secretStays(tls, good({ url: 'https://influx.example:8086', acceptAnyCertificate: true }))).toBe(false);
  });
});
