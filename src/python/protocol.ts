import { z } from 'zod';

const path = z.string().startsWith('/');

/** The worker's frame (described, like all of them, at the top of runner/protocol.py). */
export const runFrameSchema = z.strictObject({
  type: z.literal('run'),
  protocol: z.literal(1),
  files: z.record(z.string(), z.base64()),
  csr: z.string(),
  common_name: z.string(),
  args: z.record(z.string(), z.string()),
  env: z.array(z.string()),
  limits: z.strictObject({ wall_seconds: z.number().positive(), output_bytes: z.int().positive() }),
  state: z.strictObject({ archive: z.string(), most_bytes: z.int().positive() }).nullable(),
});

const resultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    type: z.literal('result'),
    kind: z.literal('returned'),
    encoding: z.enum(['text', 'der']),
    certificate: z.string(),
  }),
  z.strictObject({
    type: z.literal('result'),
    kind: z.literal('failed'),
    cause: z.enum(['raised', 'exited', 'signalled', 'bad-return', 'not-loadable']),
    first_line: z.string(),
    detail: z.string(),
  }),
  z.strictObject({ type: z.literal('result'), kind: z.literal('timed-out'), after_seconds: z.number() }),
]);

/** A frame of the run process. */
export const answerSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('started'),
    supervisor: z.int().min(2),
    pid: z.int().min(2).nullable(),
    directory: path,
  }),
  z.strictObject({ type: z.literal('output'), stream: z.enum(['stdout', 'stderr']), text: z.string() }),
  z.strictObject({ type: z.literal('progress'), text: z.string() }),
  z.strictObject({ type: z.literal('left_out'), bytes: z.int().positive() }),
  z.strictObject({ type: z.literal('state'), archive: z.string().nullable(), note: z.string() }),
  resultSchema,
]);

/** What a warm runner says once, over a channel of its own: that it listens, and what it could not import. */
export const readySchema = z.strictObject({
  type: z.literal('ready'),
  not_preloaded: z.record(z.string(), z.string()),
});

export type RunFrame = z.infer<typeof runFrameSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type ResultFrame = z.infer<typeof resultSchema>;

const headerBytes = 4;
const maxFrameBytes = 16 << 20;

export function encodeFrame(frame: RunFrame): Buffer {
  const body = Buffer.from(JSON.stringify(frame), 'utf8');
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Cuts a stream of bytes into frames of this schema. Throws at the first that is none. */
export function createFrameReader<Frame>(schema: z.ZodType<Frame>): (chunk: Buffer) => Frame[] {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = headerBytes;

  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    const frames: Frame[] = [];
    while (size >= needed) {
      const bytes = Buffer.concat(chunks);
      const frameBytes = headerBytes + bytes.readUInt32BE(0);
      if (frameBytes > maxFrameBytes) throw new Error(`a frame of ${frameBytes} bytes`);
      const isWhole = size >= frameBytes;
      if (isWhole) frames.push(schema.parse(JSON.parse(bytes.toString('utf8', headerBytes, frameBytes))));
      chunks = [isWhole ? bytes.subarray(frameBytes) : bytes];
      size = chunks[0]?.length ?? 0;
      needed = isWhole ? headerBytes : frameBytes;
    }
    return frames;
  };
}
