import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewState } from '../../src/slack/payloads.js';
import {
  channelOf,
  filesOf,
  groupsOf,
  optionOf,
  optionsOf,
  textOf,
  usersOf,
} from '../../src/slack/view-state.js';
import { typedValues } from '../../src/slack/views/request-values.js';

const state = viewState.parse({
  text: { a: { type: 'plain_text_input', value: 'typed' } },
  empty: { a: { type: 'plain_text_input', value: null } },
  menu: { a: { type: 'static_select', selected_option: { value: 'one', text: {} } } },
  unpicked: { a: { type: 'static_select', selected_option: null } },
  boxes: { a: { type: 'checkboxes', selected_options: [{ value: 'x' }, { value: 'y' }] } },
  people: { a: { type: 'multi_users_select', selected_users: ['U1', 'U2'] } },
  channel: { a: { type: 'conversations_select', selected_conversation: 'C1' } },
  file: {
    a: { type: 'file_input', files: [{ id: 'F1', size: 3, name: 'a.csr', url_private_download: 'u' }] },
  },
  'request.value:p1:days': { a: { value: '30' } },
  'request.value:p1:a.b': { a: { value: 'x' } },
  'request.value:p10:days': { a: { value: 'of another profile' } },
});

describe('what stands in a view', () => {
  it('is read by the kind of its input', () => {
    expect([textOf(state, 'text'), textOf(state, 'empty')]).toEqual(['typed', '']);
    expect([optionOf(state, 'menu'), optionOf(state, 'unpicked')]).toEqual(['one', null]);
    expect(optionsOf(state, 'boxes')).toEqual(['x', 'y']);
    expect(usersOf(state, 'people')).toEqual(['U1', 'U2']);
    expect(channelOf(state, 'channel')).toBe('C1');
    expect(filesOf(state, 'file')).toMatchObject([{ id: 'F1', size: 3 }]);
  });

  it.each(['', 'u1', 'U1> <!channel', 'U1|x'])('is no id of anybody or anything: "%s"', (id) => {
    const forged = viewState.parse({
      users: { a: { selected_users: ['U1', id] } },
      groups: { a: { selected_options: [{ value: 'S1' }, { value: id }] } },
      channel: { a: { selected_conversation: id } },
    });
    expect([usersOf(forged, 'users'), groupsOf(forged, 'groups'), channelOf(forged, 'channel')]).toEqual([
      [],
      [],
      null,
    ]);
  });

  it('is nothing where an input is not there or is of another kind', () => {
    for (const block of ['none', 'text', 'people', 'file', '__proto__', 'constructor']) {
      if (block !== 'text') expect(textOf(state, block)).toBe('');
      expect(optionOf(state, block)).toBeNull();
      expect(optionsOf(state, block)).toEqual([]);
      expect(channelOf(state, block)).toBeNull();
      if (block !== 'people') expect(usersOf(state, block)).toEqual([]);
      if (block !== 'file') expect(filesOf(state, block)).toEqual([]);
    }
  });

  it('never throws, whatever Slack sent', () => {
    const block = fc.dictionary(
      fc.string(),
      fc.jsonValue().map((value) => Object(value)),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), block), fc.string(), (sent, name) => {
        const parsed = viewState.safeParse(sent);
        if (!parsed.success) return;
        for (const read of [textOf, optionOf, optionsOf, usersOf, channelOf, filesOf])
          read(parsed.data, name);
      }),
    );
  });
});

describe('typedValues', () => {
  it('gives the values of one profile and of no other whose id begins the same', () => {
    expect(typedValues(state, 'p1')).toEqual({ days: '30', 'a.b': 'x' });
    expect(typedValues(state, 'p2')).toEqual({});
  });
});
