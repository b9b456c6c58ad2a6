import { describe, expect, it } from 'vitest';
import { announcementsOf } from '../../../src/domain/announcement.js';
import { renderDetails } from '../../../src/slack/render/render-details.js';
import { renderRequest } from '../../../src/slack/render/render-request.js';
import { aRequest, aSnapshot } from '../../builders/request.js';

const names = Array.from({ length: 150 }, (_, index) => ({
  kind: 'dns' as const,
  value: `host-${index}.service.internal.example.com`,
}));
const many = aRequest({ snapshot: aSnapshot({ names }) });

describe('a request that has more to say than its card has room for', () => {
  it('says first of all that everything is in a file', () => {
    expect(announcementsOf(many)[0]).toMatchObject({ kind: 'details' });
    expect(JSON.stringify(renderRequest(many))).toContain('all of it is in the thread as a file');
  });

  it('has every name in the file, each on its line, and no sensitive value', () => {
    const lines = renderDetails(many).split('\n');
    for (const { value } of names) expect(lines).toContain(`  ${value}`);
  });

  it('has a new file when something that is approved changed', () => {
    const other = aRequest({
      snapshot: aSnapshot({ names: [...names, { kind: 'dns', value: 'x.example.com' }] }),
    });
    expect(announcementsOf(other)[0]?.key).not.toBe(announcementsOf(many)[0]?.key);
  });

  it('is told apart from one whose card says it all', () => {
    expect(announcementsOf(aRequest())).toEqual([]);
    expect(JSON.stringify(renderRequest(aRequest()))).not.toContain('as a file');
  });

  it('cannot be given another line by a value', () => {
    const parameters = [{ name: 'note', sensitive: false, dynamic: true }] as const;
    const snapshot = aSnapshot({ parameters, dynamicValues: { note: 'a\nNames (0):' }, dynamicMarks: {} });
    expect(renderDetails(aRequest({ snapshot }))).toContain('note: a ⏎ Names (0):');
  });
});
