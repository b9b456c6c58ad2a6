import { describe, expect, it } from 'vitest';
import { firstPage, readListWords } from '../../src/domain/list-query.js';

const read = (text: string) => readListWords(text.split(/\s+/).filter((word) => word !== ''));

describe('readListWords', () => {
  it.each([
    ['', {}],
    ['mine', {}],
    ['VOTES', { scope: 'votes' }],
    ['all failed', { scope: 'all', status: 'failed' }],
    ['failed all', { scope: 'all', status: 'failed' }],
    ['profile=Web name=Shop.Example', { profile: 'web', name: 'shop.example' }],
    ['page 3', { page: 3 }],
    ['all page=2 pending', { scope: 'all', status: 'pending', page: 2 }],
    ['page = 2', { page: 2 }],
  ])('reads %j', (text, found) => {
    expect(read(text)).toEqual({ ok: true, query: { ...firstPage, ...found } });
  });

  it.each([
    ['everything', ['everything']],
    ['all open please', ['open', 'please']],
    ['page 0', ['page=0']],
    ['page', ['page']],
    ['page=1e9', ['page=1e9']],
    ['name=', ['name=']],
    ['__proto__ constructor', ['__proto__', 'constructor']],
    [`profile=${'x'.repeat(41)}`, [`profile=${'x'.repeat(41)}`]],
    ['<!channel>', ['<!channel>']],
  ])('names what it does not understand in %j', (text, unknown) => {
    expect(read(text)).toEqual({ ok: false, unknown });
  });
});
