import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { aRun } from '../testing.ts';
import {
  cleanPath,
  draftProblem,
  emptyDraft,
  extraNames,
  folderOf,
  givenValues,
  heapOf,
  runNameOf,
  useDraft,
  usersOf,
} from './draft.ts';

beforeEach(() => useDraft.setState(emptyDraft));
const parameters = [{ name: 'users' }, { name: 'bad name' }];

describe('givenValues', () => {
  it('gives what was written for the plan’s parameters and for added names, and nothing else', () => {
    const draft = { values: { users: '30', other: '1', region: 'kr', 'bad name': 'x' }, added: ['region'] };
    expect(givenValues(draft, parameters)).toEqual({ users: '30', region: 'kr' });
  });

  it('leaves the plan’s default to a field that was cleared', () => {
    expect(givenValues({ values: { users: '' }, added: [] }, parameters)).toEqual({});
  });

  it('never gives a name that the engine would refuse', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (name, value) => {
        for (const given of Object.keys(givenValues({ values: { [name]: value }, added: [name] }, []))) {
          expect(given).toMatch(/^[A-Za-z_][\w.-]*$/);
        }
      }),
    );
  });
});

describe('the draft', () => {
  it('begins every plan with its own defaults, and gives back what was written for one when it is chosen again', () => {
    const { choose, setValue, change, add } = useDraft.getState();
    choose('/plans/story.jmx');
    setValue('users', '77');
    add('seconds', '20');
    change({ name: 'xyz', heap: '256', liveSourceId: 'embedded' });
    choose('/plans/other.jmx');
    expect(useDraft.getState()).toMatchObject({ name: undefined, values: {}, added: [], heap: '', liveSourceId: null });
    setValue('users', '5');
    choose('/plans/story.jmx');
    expect(useDraft.getState()).toMatchObject({
      name: 'xyz',
      values: { users: '77', seconds: '20' },
      added: ['seconds'],
      heap: '256',
      liveSourceId: 'embedded',
    });
    choose('/plans/other.jmx');
    expect(useDraft.getState().values).toEqual({ users: '5' });
  });

  it('forgets what was written for a plan that was started, and nothing else', () => {
    const { choose, setValue, forget } = useDraft.getState();
    choose('/plans/a.jmx');
    setValue('users', '1');
    choose('/plans/b.jmx');
    setValue('users', '2');
    forget('/plans/b.jmx');
    expect(useDraft.getState()).toMatchObject({ path: '/plans/b.jmx', values: {} });
    choose('/plans/a.jmx');
    expect(useDraft.getState().values).toEqual({ users: '1' });
    choose('/plans/b.jmx');
    forget('/plans/a.jmx');
    choose('/plans/a.jmx');
    expect(useDraft.getState().values).toEqual({});
  });

  it('fills a repeated run into its own plan only', () => {
    const { choose, setValue, fill } = useDraft.getState();
    choose('/plans/other.jmx');
    setValue('users', '9');
    fill(aRun({ number: 7, values: { users: '5' } }));
    expect(useDraft.getState()).toMatchObject({ values: { users: '5' }, againOf: 7 });
    choose('/plans/other.jmx');
    expect(useDraft.getState()).toMatchObject({ values: { users: '9' }, againOf: null });
  });

  it('takes over everything a run was started with', () => {
    useDraft.getState().fill(aRun({ values: { users: '5', region: 'kr' }, liveSourceId: 'embedded', name: 'evening' }));
    const draft = useDraft.getState();
    expect(draft).toMatchObject({
      path: '/plans/checkout.jmx',
      folder: '/plans',
      name: 'evening',
      heap: '512',
      liveSourceId: 'embedded',
    });
    expect(givenValues(draft, parameters)).toEqual({ users: '5', region: 'kr' });
    expect(extraNames(draft, parameters)).toEqual(['region']);
  });

  it('forgets a removed name with its value', () => {
    useDraft.getState().add('region', 'kr');
    useDraft.getState().remove('region');
    expect(useDraft.getState()).toMatchObject({ values: {}, added: [] });
  });

  it('names the run after the plan until a name is written, and refuses an empty one', () => {
    expect(runNameOf({ path: 'C:\\plans\\Checkout.JMX', name: undefined })).toBe('Checkout');
    expect(draftProblem({ ...emptyDraft, path: '/a.jmx', name: '  ' })).toBe('name');
    expect(draftProblem({ ...emptyDraft, path: '/a.jmx', heap: '12' })).toBe('heap');
    expect(draftProblem({ ...emptyDraft, path: '/a.jmx', values: { x: 'y'.repeat(4001) } })).toBe('value');
    expect(draftProblem({ ...emptyDraft, path: '/a.jmx' })).toBeNull();
  });
});

it('reads a heap in whole megabytes within the engine’s limits', () => {
  expect(heapOf(' ')).toBeUndefined();
  expect(heapOf('64')).toBe(64);
  for (const wrong of ['63', '262145', '1.5', '1g', '-1']) expect(heapOf(wrong)).toBeNull();
});

it('counts users of enabled groups, and says nothing as soon as one is not known', () => {
  const group = {
    name: '',
    kind: 'plain',
    enabled: true,
    threads: '',
    threadsResolved: 5,
    rampSeconds: '',
    loops: '',
    durationSeconds: '',
    durationResolved: null,
  };
  expect(usersOf({ threadGroups: [group, { ...group, enabled: false }, group] })).toBe(10);
  expect(usersOf({ threadGroups: [group, { ...group, threadsResolved: null }] })).toBeNull();
});

describe('a typed, pasted or dropped path', () => {
  it.each([
    ['  /a/b.jmx\n', '/a/b.jmx'],
    ['"C:\\my plans\\b.jmx"', 'C:\\my plans\\b.jmx'],
    ['file:///home/kim/%ED%95%9C%20b.jmx', '/home/kim/한 b.jmx'],
    ['file:///C:/plans/b.jmx', 'C:\\plans\\b.jmx'],
    ['file://server/share/b.jmx', '\\\\server\\share\\b.jmx'],
    ['file:///%', 'file:///%'],
  ])('%j is %j', (written, path) => {
    expect(cleanPath(written)).toBe(path);
  });

  it.each([
    ['/a/b.jmx', '/a'],
    ['/b.jmx', '/'],
    ['C:\\b.jmx', 'C:\\'],
    ['C:\\plans\\b.jmx', 'C:\\plans'],
    ['b.jmx', ''],
  ])('the folder of %j is %j', (path, folder) => {
    expect(folderOf(path)).toBe(folder);
  });
});
