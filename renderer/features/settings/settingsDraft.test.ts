import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#core/contract/settings.ts';
import { changedSections, draftOf, numberLimits, problemsOf, type SettingsDraft, settingsOf } from './settingsDraft.ts';

const defaults = settingsSchema.parse({});
const draft = (change: Partial<SettingsDraft> = {}): SettingsDraft => ({ ...draftOf(defaults), ...change });

describe('the form of the settings', () => {
  it('makes of the defaults the defaults again', () => {
    expect(settingsOf(draft())).toEqual(defaults);
  });

  it('shows ratios as percent and keeps them exact', () => {
    const settings = settingsSchema.parse({ disk: { warnFree: 0.07, stopFree: 0.005 } });
    expect(draftOf(settings).disk).toEqual({ warnFree: '7', stopFree: '0.5' });
    expect(settingsOf(draftOf(settings)).disk).toEqual(settings.disk);
  });

  it('allows exactly the numbers that the contract allows', () => {
    const accepted = (disk: { warnFree?: string; stopFree?: string }) => {
      const next = draft({ disk: { warnFree: '60', stopFree: '0.5', ...disk } });
      return [Object.keys(problemsOf('disk', next)).length === 0, settingsSchema.safeParse(settingsOf(next)).success];
    };
    for (const warnFree of ['0.9', '1', '90', '90.1']) expect(new Set(accepted({ warnFree })).size).toBe(1);
    for (const stopFree of ['0.4', '0.5', '50', '50.1']) expect(new Set(accepted({ stopFree })).size).toBe(1);
    const { max } = numberLimits.heapMegabytes;
    const heap = (heapMegabytes: string) => draft({ jmeter: { home: '', javaHome: '', heapMegabytes } });
    for (const text of ['63', '64', String(max), String(max + 1), '100.5']) {
      const valid = settingsSchema.safeParse(settingsOf(heap(text))).success;
      expect(Object.keys(problemsOf('jmeter', heap(text))).length === 0).toBe(valid);
    }
  });

  it('wants the refusing level below the warning one', () => {
    expect(problemsOf('disk', draft({ disk: { warnFree: '10', stopFree: '10' } }))).toEqual({
      stopFree: { reason: 'below-warn', values: { warn: '10' } },
    });
  });

  it('asks for certificate and key only where other hosts can write', () => {
    const intake = { enabled: true, host: '0.0.0.0', port: '8086', certificateFile: '', keyFile: '/k.pem' };
    expect(Object.keys(problemsOf('intake', draft({ intake })))).toEqual(['certificateFile']);
    expect(problemsOf('intake', draft({ intake: { ...intake, enabled: false } }))).toEqual({});
    expect(problemsOf('intake', draft({ intake: { ...intake, host: '127.0.0.2' } }))).toEqual({});
  });

  it.each([
    ['', 'needed'],
    ['my host', 'host-wrong'],
  ])('refuses the address "%s"', (host, reason) => {
    const intake = { ...draft().intake, host };
    expect(problemsOf('intake', draft({ intake }))['host']?.reason).toBe(reason);
  });

  it.each(['', '1.5', '-1', '65536', 'http'])('refuses the port "%s"', (port) => {
    expect(problemsOf('intake', draft({ intake: { ...draft().intake, port } }))['port']?.reason).toBe('whole-number');
  });

  it('knows which sections were changed', () => {
    const edits = { site: { name: 'Seoul', environment: 'LOCAL' }, sampler: { enabled: true } };
    expect(changedSections(edits, defaults)).toEqual(['site']);
    expect(changedSections(edits, undefined)).toEqual([]);
  });
});
