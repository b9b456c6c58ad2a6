import { describe, expect, it } from 'vitest';
import type { WorkerRecord } from '../../../src/domain/worker-record.js';
import { renderWorkers } from '../../../src/slack/render/render-workers.js';

const rungs = [1, 2, 3, 4] as const;
const now = Date.UTC(2026, 0, 5, 9);
const aWorker = (changes: Partial<WorkerRecord> = {}): WorkerRecord => ({
  ...{ format: 1, name: 'host-1', rung: 4, isolation: 'a user id of its own for each run', python: '3.11.7' },
  ...{ mode: 'warm', concurrency: 8, since: now - 60_000, lastSeen: now - 4_000, ...changes },
});
const said = (...workers: readonly WorkerRecord[]) => JSON.stringify(renderWorkers(workers, now));

describe('renderWorkers', () => {
  it('says of each worker its rung in words, how many runs it takes and when it was seen', () => {
    const answer = renderWorkers([aWorker()], now);
    expect(answer.text).toBe('1 worker');
    const words = JSON.stringify(answer.blocks);
    expect(words).toContain('*Rung 4 of 4: a user id of its own for each run*');
    expect(words).toContain('`host-1`: up to 8 runs at once · Python 3.11.7, kept warm · since <!date^');
    expect(words).toContain('last seen 4 s ago');
  });

  it.each([
    [4, 'a user id, processes'],
    [3, "under the worker's user"],
    [2, 'It shares `/tmp` with other runs'],
    [1, "a script can read whatever the worker's user can"],
  ] as const)('says what rung %i keeps apart', (rung, words) => {
    expect(said(aWorker({ rung }))).toContain(words);
  });

  it('says what to do when there is none', () => {
    expect(said()).toContain('*No worker is running.* Approved requests wait until one does.');
    expect(said()).toContain('npm start -- worker');
  });

  it('keeps names as text, is never from the future, and fits into a message with any number', () => {
    const words = said(aWorker({ name: '<!channel>', lastSeen: now + 5_000 }));
    expect(words).not.toContain('<!channel>');
    expect(words).toContain('last seen 0 s ago');
    const many = renderWorkers(
      Array.from({ length: 80 }, (_, at) =>
        aWorker({ name: `${'a-long-host-name'.repeat(4)}-${at}`, rung: rungs[at % 4] ?? 1 }),
      ),
      now,
    );
    const texts = (many.blocks ?? []).map((block) => (block.type === 'section' ? block.text?.text : ''));
    expect(many.blocks?.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(many.blocks)).toContain('And 45 more.');
    expect(texts.join('').length).toBeLessThan(13_000);
  });
});
