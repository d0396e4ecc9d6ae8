import { createSocket } from 'node:dgram';

/** What JMeter listens for on its stop port: exactly these letters, a line end behind them is "not recognised". */
export type StopWord = 'Shutdown' | 'StopTestNow';

/** Sends the word to a JMeter on this machine. Delivery of a datagram is not known: the caller looks for the effect. */
export function sendStopWord(word: StopWord, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.send(word, port, '127.0.0.1', (error) => {
      socket.close();
      if (error) reject(error);
      else resolve();
    });
  });
}

/** A UDP port on loopback that was free a moment ago. */
export function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createSocket('udp4');
    probe.once('error', reject);
    probe.bind(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
