import type { Death } from '#core/supervision/supervision.ts';

export type Language = 'en' | 'ko';

interface Subject {
  dataDirectory: string;
  /** The port that was asked for; 0 = none in particular. */
  port: number;
}

/** What to tell the operator about an engine that will not start: what is wrong and what to do. */
export function failureSentence(death: Death, { dataDirectory, port }: Subject, language: Language): string {
  return (language === 'ko' ? korean : english)(death, dataDirectory, port);
}

function english({ reason, detail }: Death, folder: string, port: number): string {
  switch (reason) {
    case 'locked':
      return `Another engine holds the data directory ${folder} but does not answer. End that process, or choose another profile with --profile NAME. (${detail})`;
    case 'data-unwritable':
      return `The data directory ${folder} cannot be written. Check its permissions and the free space, or choose another with --data-dir DIR. (${detail})`;
    case 'port-taken':
      return port === 0
        ? `The port of this data directory is taken by another program. End that program, or choose a port with --port N. (${detail})`
        : `Port ${port} is taken by another program. Choose another with --port N; 0 takes a free one. (${detail})`;
    case 'state-newer':
      return `The state in ${folder} was written by a newer version of Watchfloor. Start that version, or restore a backup. (${detail})`;
    case 'state-damaged':
      return `The state in ${folder} is damaged. Restore a backup with "watchfloor restore"; the damaged files are left as they are. (${detail})`;
    case 'native-missing':
      return `A native module does not load on this machine. Run "watchfloor doctor" to see which one and what to install. (${detail})`;
    case 'hung':
    case 'slow-start':
    case 'exit':
    case 'internal':
      return `The engine did not start. The log in ${folder} says more. (${detail})`;
  }
}

function korean({ reason, detail }: Death, folder: string, port: number): string {
  switch (reason) {
    case 'locked':
      return `다른 엔진이 데이터 폴더 ${folder}를 사용 중이지만 응답하지 않습니다. 해당 프로세스를 종료하거나 --profile NAME으로 다른 프로필을 선택하세요. (${detail})`;
    case 'data-unwritable':
      return `데이터 폴더 ${folder}에 쓸 수 없습니다. 권한과 여유 공간을 확인하거나 --data-dir DIR로 다른 폴더를 지정하세요. (${detail})`;
    case 'port-taken':
      return port === 0
        ? `이 데이터 폴더의 포트를 다른 프로그램이 사용 중입니다. 그 프로그램을 종료하거나 --port N으로 포트를 지정하세요. (${detail})`
        : `포트 ${port}을(를) 다른 프로그램이 사용 중입니다. --port N으로 다른 포트를 지정하세요. 0은 빈 포트를 사용합니다. (${detail})`;
    case 'state-newer':
      return `${folder}의 상태는 더 최신 버전의 Watchfloor가 기록한 것입니다. 해당 버전을 실행하거나 백업을 복원하세요. (${detail})`;
    case 'state-damaged':
      return `${folder}의 상태가 손상되었습니다. "watchfloor restore"로 백업을 복원하세요. 손상된 파일은 그대로 보존됩니다. (${detail})`;
    case 'native-missing':
      return `이 컴퓨터에서 네이티브 모듈을 불러올 수 없습니다. "watchfloor doctor"를 실행해 필요한 항목을 확인하세요. (${detail})`;
    case 'hung':
    case 'slow-start':
    case 'exit':
    case 'internal':
      return `엔진이 시작되지 않았습니다. 자세한 내용은 ${folder}의 로그를 확인하세요. (${detail})`;
  }
}
