import { audit } from './audit.ts';
import { boards, metrics } from './boards.ts';
import { hosts } from './hosts.ts';
import { identity } from './identity.ts';
import { loadtests } from './loadtests.ts';
import { settings } from './settings.ts';
import { sources } from './sources.ts';
import { streams } from './stream.ts';
import { system } from './system.ts';

/** Everything the engine does, by domain: the only thing all processes share. */
export const contract = { system, identity, audit, settings, sources, hosts, boards, metrics, loadtests, streams };
export type Contract = typeof contract;
