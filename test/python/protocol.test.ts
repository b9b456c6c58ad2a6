import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerSchema, createFrameReader, encodeFrame, runFrameSchema } from '../../src/python/protocol.js';

const protocol = readFileSync(new URL('../../runner/protocol.py', import.meta.url), 'utf8');
const described = (arrow: string): unknown[] => {
  const frames = protocol.matchAll(new RegExp(`^${arrow} (\\{.*?\\})$`, 'gms'));
  return Array.from(frames, ([, frame = '']) =>
    JSON.parse(frame.replaceAll('\\\\', '\\').replace(/\n\s*/g, ' ')),
  );
};
const framed = (body: string): Buffer => {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(Buffer.byteLength(body));
  return Buffer.concat([header, Buffer.from(body)]);
};

describe('the frames of runner/protocol.py', () => {
  it('has the run frame that it shows', () => {
    const [frame, ...others] = described('->');
    expect(others).toEqual([]);
    expect(runFrameSchema.parse(frame)).toEqual(frame);
    expect(encodeFrame(runFrameSchema.parse(frame)).subarray(4).toString()).toBe(JSON.stringify(frame));
  });

  it('has the answers that it shows, every kind of them', () => {
    const answers = described('<-').map((frame) => answerSchema.parse(frame));
    const kinds = answers.map((answer) => (answer.type === 'result' ? answer.kind : answer.type));
    expect(kinds).toEqual([
      ...['started', 'output', 'progress', 'left_out', 'state'],
      ...['returned', 'failed', 'timed-out'],
    ]);
  });
});

describe('createFrameReader', () => {
  it('puts frames together however the stream is cut', () => {
    const output = fc.record({
      type: fc.constant('output' as const),
      stream: fc.constantFrom('stdout' as const, 'stderr' as const),
      text: fc.string({ unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(fc.array(output), fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (frames, sizes) => {
        const bytes = Buffer.concat(frames.map((frame) => framed(JSON.stringify(frame))));
        const read = createFrameReader(answerSchema);
        const answers = [];
        for (let at = 0, size = 0; at < bytes.length; at += size) {
          size = sizes.next().value ?? 1;
          answers.push(...read(bytes.subarray(at, at + size)));
        }
        expect(answers).toEqual(frames);
      }),
    );
  });

  it.each([
    ['is not JSON', framed('{')],
    ['is none of the answers', framed('{"type":"sing"}')],
    ['has a field more', framed('{"type":"left_out","bytes":1,"why":"x"}')],
    ['claims to be over 16 MB', Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ])('throws at a frame that %s', (_, bytes) => {
    expect(() => createFrameReader(answerSchema)(bytes)).toThrow();
  });
});
