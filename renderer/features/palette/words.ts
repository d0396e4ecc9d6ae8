import { defineWords, type Translation } from '../../ui/index.ts';

const en = {
  title: 'Command palette',
  placeholder: 'Search or run a command',
  actions: 'Actions',
  goTo: 'Go to',
  commands: 'Commands',
  nothing: 'Nothing is called {{text}}',
  nothingText: 'Try fewer letters, or a word of what it does.',
  choose: 'choose',
  run: 'run',
  commandsOnly: 'commands only',
  results: 'Results',
  count_one: '{{count}} of {{all}}',
  count_other: '{{count}} of {{all}}',
  whatItDoes: 'What it does',
  failed: 'This did not work: {{name}}',
} as const;

const ko = {
  title: '명령 팔레트',
  placeholder: '검색 또는 명령 실행',
  actions: '조치',
  goTo: '이동',
  commands: '명령',
  nothing: '찾을 수 없음: {{text}}',
  nothingText: '글자를 줄이거나, 하려는 일의 낱말로 찾아 보세요.',
  choose: '선택',
  run: '실행',
  commandsOnly: '명령만',
  results: '결과',
  count_other: '{{all}}개 중 {{count}}개',
  whatItDoes: '하는 일',
  failed: '실행하지 못했습니다: {{name}}',
} satisfies Translation<typeof en>;

/** Texts of the command palette, namespace `palette`. */
export const paletteWords = defineWords('palette', en, ko);
