import { defineWords, type Translation } from '../../ui/index.ts';

const en = {
  title: 'First steps',
  show: 'Show the tour',
  showHint: 'five short steps through the console',
  step: '{{at}} of {{count}}',
  back: 'Back',
  next: 'Next',
  done: 'Done',
  skip: 'Skip the tour',
  hostTitle: 'This machine is live',
  hostText:
    'The console measures the machine it runs on every 10 seconds, without any set-up. Its board is there already.',
  hostLink: 'Open its board',
  dataTitle: 'Send data to it',
  dataText:
    'Telegraf and JMeter write to the intake as they would to InfluxDB. Address and ready snippets stand with the embedded source.',
  dataLink: 'Open the intake',
  sourceTitle: 'Add a source',
  sourceText:
    'InfluxDB 1.x, 2.x, 3.x and Prometheus are read where they are. A test shows what a store answers before it is saved.',
  sourceLink: 'Add a source',
  wallTitle: 'Put it on a wall',
  wallText: 'A wall window has no controls and sizes its type to the viewing distance.',
  wallLink: 'Set up a wall',
  loadTitle: 'Run a load test',
  loadText:
    'Choose a JMeter plan, see which hosts it will hit, start it and watch it live. {{keys}} finds every page and command.',
  loadLink: 'Load tests',
} as const;

const ko = {
  title: '첫걸음',
  show: '둘러보기',
  showHint: '콘솔을 다섯 단계로 짧게 안내',
  step: '{{count}}단계 중 {{at}}',
  back: '이전',
  next: '다음',
  done: '완료',
  skip: '둘러보기 건너뛰기',
  hostTitle: '이 컴퓨터는 이미 보입니다',
  hostText: '콘솔은 설정 없이도 실행 중인 컴퓨터를 10초마다 측정합니다. 보드도 이미 준비되어 있습니다.',
  hostLink: '보드 열기',
  dataTitle: '데이터 보내기',
  dataText: 'Telegraf와 JMeter는 InfluxDB에 쓰듯 수신 주소로 보냅니다. 주소와 바로 쓰는 설정은 내장 소스에 있습니다.',
  dataLink: '수신 화면 열기',
  sourceTitle: '소스 추가',
  sourceText: 'InfluxDB 1.x, 2.x, 3.x와 Prometheus를 그대로 읽습니다. 저장 전에 테스트로 응답을 확인할 수 있습니다.',
  sourceLink: '소스 추가',
  wallTitle: '월에 띄우기',
  wallText: '월은 조작 없이 보기만 하는 창이며 글자 크기를 보는 거리에 맞춥니다.',
  wallLink: '월 설정',
  loadTitle: '부하 테스트 실행',
  loadText:
    'JMeter 계획을 고르고 부하를 받을 호스트를 확인한 뒤 시작하면 실시간으로 볼 수 있습니다. {{keys}}: 모든 화면과 명령 찾기.',
  loadLink: '부하 테스트',
} satisfies Translation<typeof en>;

export const tourWords = defineWords('tour', en, ko);
