import { expect, it } from 'vitest';
import { hostsRow } from './hostsRow.ts';

const counts = (reporting: number, unknown: number, total: number, failedSources: number) =>
  hostsRow({ reporting, unknown, total, failedSources });

it('claims nothing before hosts were counted', () => {
  expect(hostsRow(undefined)).toMatchObject({ kind: 'inconclusive', key: undefined });
  expect(hostsRow(null)).toMatchObject({ kind: 'inconclusive', key: undefined });
});

it('says none, all and some where every source answered', () => {
  expect(counts(0, 0, 0, 0)).toMatchObject({ kind: 'ok', key: 'noHosts' });
  expect(counts(3, 0, 3, 0)).toMatchObject({ kind: 'ok', key: 'hostsOf' });
  expect(counts(2, 0, 3, 0)).toMatchObject({ kind: 'nodata', key: 'hostsOf' });
});

it('says neither none nor all while a source fails', () => {
  expect(counts(0, 0, 0, 1)).toMatchObject({ kind: 'inconclusive', key: undefined });
  expect(counts(3, 0, 3, 1)).toMatchObject({ kind: 'inconclusive', key: 'hostsFailed' });
  expect(counts(2, 1, 3, 1)).toMatchObject({ kind: 'inconclusive', key: 'hostsUnknown' });
  expect(counts(1, 1, 3, 1)).toMatchObject({ kind: 'nodata', key: 'hostsUnknown' });
});
