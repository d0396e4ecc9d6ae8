/** What the health page tells of the intake since the engine's start. */
export interface IntakeCounters {
  /** Points stored, lines refused inside accepted bodies. */
  acceptedPoints: number;
  rejectedLines: number;
  /** Requests turned away, by reason. */
  refused: {
    origin: number;
    host: number;
    token: number;
    tooLarge: number;
    busy: number;
    malformed: number;
  };
  /** Bytes of bodies as they came over the wire. */
  bytes: number;
  bodies: number;
  /** Epoch ms of the last body that stored something. */
  lastWriteAt: number | undefined;
  /** Database and bucket names writers used. They choose nothing: there is one store. */
  databases: string[];
}

export function newCounters(): IntakeCounters {
  return {
    acceptedPoints: 0,
    rejectedLines: 0,
    refused: { origin: 0, host: 0, token: 0, tooLarge: 0, busy: 0, malformed: 0 },
    bytes: 0,
    bodies: 0,
    lastWriteAt: undefined,
    databases: [],
  };
}
