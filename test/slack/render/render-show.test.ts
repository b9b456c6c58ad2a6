import { describe, expect, it } from 'vitest';
import { fullChainPem } from '../../../src/domain/certificate.js';
import { parseBlocks } from '../../../src/sandbox/block-kit/parse-blocks.js';
import { blockText } from '../../../src/slack/render/block-text.js';
import { certificateFiles } from '../../../src/slack/render/certificate-files.js';
import { renderShow } from '../../../src/slack/render/render-show.js';
import { aCertificate, aCsr, aRequest, aSnapshot } from '../../builders/request.js';

const pem = (length: number, letter: string) =>
  `-----BEGIN CERTIFICATE-----\n${letter.repeat(length)}\n-----END CERTIFICATE-----\n`;
const issued = (leaf: number, chain: readonly number[]) =>
  aRequest({
    status: 'issued',
    certificate: aCertificate({
      leafPem: pem(leaf, 'A'),
      chainPem: chain.map((length) => pem(length, 'B')),
    }),
  });
const text = (answer: object) => JSON.stringify(answer);

describe('renderShow', () => {
  it('shows a request that is not issued, with nothing to press but what there is', () => {
    const answer = text(renderShow(aRequest(), null));
    expect(answer).toContain('Waiting for approval');
    expect(answer).not.toMatch(/Approve"|Ask again|Send me/);
    expect(text(renderShow(aRequest({ status: 'denied' }), null))).toContain('Ask again');
  });

  it('shows the full chain where there is room', () => {
    const request = issued(1500, [1500, 1500]);
    const shown = (renderShow(request, null).blocks ?? []).flatMap(
      (block) => /"text":"(-----BEGIN.*?END CERTIFICATE-----\\n)"/.exec(text(block))?.[1] ?? [],
    );
    expect(JSON.parse(`"${shown.join('')}"`)).toBe(fullChainPem(request.certificate));
  });

  it.each([
    { leaf: 6000, chain: [3000, 3000], leavesOut: 'B' },
    { leaf: 20_000, chain: [100], leavesOut: 'A' },
  ])('says what has no room, and stays a message that Slack takes: $leaf, $chain', (size) => {
    const answer = renderShow(issued(size.leaf, size.chain), 'https://x.slack.com/archives/C1/p1');
    expect(text(answer)).toContain('*Send me the certificate* brings all of it');
    expect(parseBlocks(answer.blocks ?? [])).toMatchObject({ ok: true });
    expect(blockText(answer.blocks ?? [])).toBeLessThan(13_000);
  });

  it('lets the certificate go before the rest of the card', () => {
    const names = Array.from({ length: 100 }, (_, n) => ({
      kind: 'dns' as const,
      value: `${n}.${'x'.repeat(40)}.example`,
    }));
    const snapshot = aSnapshot({ csr: aCsr({ names }), names });
    const base = issued(6000, []);
    const answer = renderShow({ ...base, snapshot, reason: 'r'.repeat(2000) }, null);
    expect(text(answer)).toContain('A'.repeat(6000));
    expect(text(answer)).toContain('The card has more');
  });
});

describe('certificateFiles', () => {
  it('gives full chain, leaf and chain, with names that say so', () => {
    const request = issued(10, [20, 30]);
    const [full, leaf, chain] = certificateFiles(request);
    expect([full?.name, leaf?.name, chain?.name]).toEqual([
      ...['www.example.com.pem', 'www.example.com.leaf.pem', 'www.example.com.chain.pem'],
    ]);
    expect(full?.content).toBe(`${leaf?.content}${chain?.content}`);
  });

  it('gives one file where no chain came', () => {
    expect(certificateFiles(issued(10, [])).map(({ name }) => name)).toEqual(['www.example.com.pem']);
  });
});
