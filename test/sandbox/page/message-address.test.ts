import { describe, expect, it } from 'vitest';
import { messageAt } from '../../../src/sandbox/page/blocks/message-address.js';

const here = 'http://127.0.0.1:4000';

describe('messageAt', () => {
  it('reads the channel and the message that its thread hangs under', () => {
    const address = `${here}/archives/C123/p1700000000000100`;
    expect(messageAt(address, here)).toEqual({ channel: 'C123', ts: '1700000000.000100' });
    const reply = `${address}?thread_ts=1600000000.000200&cid=C123`;
    expect(messageAt(reply, here)).toEqual({ channel: 'C123', ts: '1600000000.000200' });
  });

  it.each([
    'https://elsewhere.example/archives/C123/p1700000000000100',
    `${here}/files/U1/F1/a.pem`,
    `${here}/archives/C123`,
  ])('leaves %s to the browser', (address) => {
    expect(messageAt(address, here)).toBeNull();
  });
});
