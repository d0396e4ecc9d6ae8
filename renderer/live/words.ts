import { defineWords, type Translation } from '../ui/index.ts';

const en = {
  lastWeek: 'last week',
  limitAbove: 'limit {{value}}',
  limitBelow: 'target ≥ {{value}}',
  points: '{{value}} pt',
  noData: 'no data in this range',
  noDataSince: 'no data since {{time}}',
  noAnswer: 'source does not answer',
  waiting: 'waiting for the first answer',
} as const;

const ko = {
  lastWeek: '지난주',
  limitAbove: '한도 {{value}}',
  limitBelow: '목표 ≥ {{value}}',
  points: '{{value}}%p',
  noData: '이 구간에 데이터 없음',
  noDataSince: '{{time}}부터 데이터 없음',
  noAnswer: '소스 응답 없음',
  waiting: '첫 응답을 기다리는 중',
} satisfies Translation<typeof en>;

export const liveWords = defineWords('live', en, ko);
