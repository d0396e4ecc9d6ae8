import { openSampleStore } from './connect.ts';
import { workerUrl } from './testing.ts';

/**
 * A process of its own that writes without end and prints the number of every body once it was acknowledged: what the
 * crash test kills. Arguments: database file, first number.
 */
const [file = '', first = '0'] = process.argv.slice(2);
const store = await openSampleStore({ file, worker: workerUrl, threads: 1 });
const encoder = new TextEncoder();
let next = Number(first);

async function writeOn(): Promise<void> {
  for (;;) {
    const number = next++;
    const lines = Array.from({ length: 20 }, (_, row) => `crash,host=h${row} body=${number}i,v=1.5 ${number * 1000}`);
    // Every third body repeats an older point, so that merging is interrupted as well; every tenth brings a new field.
    if (number % 3 === 0 && number > 10) lines.push(`crash,host=h1 again=${number}i ${(number - 5) * 1000}`);
    if (number % 10 === 0) lines.push(`crash,host=h0 f${number % 200}=1 ${number * 1000}`);
    const outcome = await store.write(encoder.encode(lines.join('\n')), { precision: 'ms', receivedAt: 0 });
    if (outcome.rejected > 0) throw new Error(JSON.stringify(outcome.errors));
    process.stdout.write(`${number}\n`);
  }
}

await Promise.all([writeOn(), writeOn(), writeOn()]);
