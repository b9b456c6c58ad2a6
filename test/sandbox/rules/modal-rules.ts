import { button, option, options, type Rule, type Said, type Slack, text } from './rule.js';

const divider = { type: 'divider' };
const go = { type: 'actions', block_id: 'buttons', elements: [button({ action_id: 'go' })] };
const modal = (more: object = {}) => ({
  ...{ type: 'modal', title: text('T'), submit: text('Send'), blocks: [go] },
  ...more,
});
const none: Said = { messages: [] };

/** eve clicks in the modal that is open; the trigger of that. */
async function clickTrigger(slack: Slack): Promise<string> {
  await slack.control.post('click', { user: 'eve', label: 'Go' });
  return slack.app.received.at(-1)?.payload.trigger_id ?? '';
}

const open = (slack: Slack, trigger_id: string, view: object = modal()) =>
  slack.call('views.open', { trigger_id, view });
const push = (slack: Slack, trigger_id: string, view: object = modal()) =>
  slack.call('views.push', { trigger_id, view });

/** Each call comes a second after the one before, so that this is the age of the trigger in the call. */
async function openAfter(slack: Slack, milliseconds: number): Promise<Said> {
  const trigger = await slack.trigger();
  slack.pass(milliseconds - 1000);
  return open(slack, trigger);
}

async function pushes(slack: Slack, times: number): Promise<Said> {
  await slack.openModal(modal());
  let said: Said = none;
  for (let pushed = 0; pushed < times; pushed += 1) said = await push(slack, await clickTrigger(slack));
  return said;
}

const triggers: Rule[] = [
  {
    ...{ rule: 'a trigger lives 3 seconds', error: 'expired_trigger_id' },
    refused: (slack) => openAfter(slack, 3001),
    accepted: (slack) => openAfter(slack, 3000),
  },
  {
    ...{ rule: 'a trigger opens one view', error: 'exchanged_trigger_id' },
    refused: async (slack) => {
      const trigger = await slack.trigger();
      await open(slack, trigger);
      return open(slack, trigger);
    },
    accepted: async (slack) => {
      const trigger = await slack.trigger();
      await open(slack, trigger, modal({ title: text('x'.repeat(25)) }));
      return open(slack, trigger);
    },
  },
  {
    ...{ rule: 'a trigger is Slack’s', error: 'invalid_trigger_id' },
    refused: (slack) => open(slack, '1.2.3'),
    accepted: async (slack) => open(slack, await slack.trigger()),
  },
  {
    ...{ rule: 'views.push has a trigger of the open modal', error: 'invalid_trigger_id' },
    refused: async (slack) => {
      await slack.openModal(modal());
      return push(slack, await slack.trigger());
    },
    accepted: (slack) => pushes(slack, 1),
  },
  {
    ...{ rule: 'three modals are open at most', error: 'push_limit_reached' },
    refused: (slack) => pushes(slack, 3),
    accepted: (slack) => pushes(slack, 2),
  },
];

async function updateWith(slack: Slack, isStale: boolean): Promise<Said> {
  const view_id = await slack.openModal(modal());
  const first = await slack.call('views.update', { view_id, view: modal() });
  const second = await slack.call('views.update', { view_id, view: modal() });
  const hash = (isStale ? first : second).view?.hash;
  return slack.call('views.update', { view_id, hash, view: modal() });
}

async function twoHomes(slack: Slack, isStale: boolean): Promise<Said> {
  const home = { user_id: await slack.idOf('eve'), view: { type: 'home', blocks: [divider] } };
  const first = await slack.call('views.publish', home);
  const second = await slack.call('views.publish', home);
  return slack.call('views.publish', { ...home, hash: (isStale ? first : second).view?.hash });
}

const updates: Rule[] = [
  {
    ...{ rule: 'the hash of views.update is that of the view as it is', error: 'hash_conflict' },
    refused: (slack) => updateWith(slack, true),
    accepted: (slack) => updateWith(slack, false),
  },
  {
    ...{ rule: 'the hash of views.publish is that of the Home as it is', error: 'hash_conflict' },
    refused: (slack) => twoHomes(slack, true),
    accepted: (slack) => twoHomes(slack, false),
  },
  {
    ...{ rule: 'views.update finds a view that is open', error: 'not_found' },
    refused: async (slack) => {
      const view_id = await slack.openModal(modal());
      await slack.control.post('close', { user: 'eve' });
      return slack.call('views.update', { view_id, view: modal() });
    },
    accepted: async (slack) =>
      slack.call('views.update', { view_id: await slack.openModal(modal()), view: modal() }),
  },
  {
    ...{ rule: 'an external_id is one view’s', error: 'duplicate_external_id' },
    refused: async (slack) => {
      await slack.openModal(modal({ external_id: 'mine' }));
      return push(slack, await clickTrigger(slack), modal({ external_id: 'mine' }));
    },
    accepted: async (slack) => {
      await slack.openModal(modal({ external_id: 'mine' }));
      return push(slack, await clickTrigger(slack), modal({ external_id: 'other' }));
    },
  },
  {
    ...{ rule: 'a modal stays a modal', error: 'invalid_arguments', pointer: '/view/type' },
    refused: async (slack) => {
      const view = { type: 'home', blocks: [divider] };
      return slack.call('views.update', { view_id: await slack.openModal(modal()), view });
    },
    accepted: async (slack) =>
      slack.call('views.update', { view_id: await slack.openModal(modal()), view: modal() }),
  },
];

const field = {
  type: 'input',
  block_id: 'field',
  label: text('Name'),
  element: { type: 'plain_text_input', action_id: 'it', min_length: 2, max_length: 3 },
};

/** What eve reads after she sent a form and the app answered with this. */
async function submit(slack: Slack, payload: object, typed = 'abc'): Promise<Said> {
  await slack.openModal(modal({ blocks: [field, go] }));
  await slack.control.post('fill', { user: 'eve', values: { Name: typed } });
  slack.app.script.answer = () => ({ payload });
  const { view, errors = {} } = await slack.control.post('submit', { user: 'eve' });
  const told = view?.error ?? errors.Name;
  return told === undefined || told === 'as asked' ? none : { error: told, messages: [] };
}

const errorsAt = (block: string) => ({ response_action: 'errors', errors: { [block]: 'as asked' } });
const trouble = 'We had some trouble connecting. Try again?';

const submissions: Rule[] = [
  {
    ...{ rule: 'errors stand at input blocks only', error: trouble },
    refused: (slack) => submit(slack, errorsAt('buttons')),
    accepted: (slack) => submit(slack, errorsAt('field')),
  },
  {
    ...{ rule: 'a response_action is one of four', error: trouble },
    refused: (slack) => submit(slack, { response_action: 'close' }),
    accepted: (slack) => submit(slack, { response_action: 'clear' }),
  },
  {
    ...{ rule: 'a view in an answer keeps every rule too', error: trouble },
    refused: (slack) => submit(slack, { response_action: 'push', view: modal({ title: text('') }) }),
    accepted: (slack) => submit(slack, { response_action: 'push', view: modal() }),
  },
  {
    ...{ rule: 'a text is no longer than max_length', error: 'Please enter no more than 3 characters.' },
    refused: (slack) => submit(slack, {}, 'abcd'),
    accepted: (slack) => submit(slack, {}, 'abc'),
  },
  {
    ...{ rule: 'a text is no shorter than min_length', error: 'Please enter at least 2 characters.' },
    refused: (slack) => submit(slack, {}, 'a'),
    accepted: (slack) => submit(slack, {}, 'ab'),
  },
  {
    ...{ rule: 'a required field is filled in', error: 'Please complete this required field.' },
    refused: (slack) => submit(slack, {}, ''),
    accepted: (slack) => submit(slack, {}, 'ab'),
  },
];

async function upload(slack: Slack, bytes: number, count = 1): Promise<Said> {
  const element = { type: 'file_input', action_id: 'it', max_files: 2 };
  const block = { type: 'input', label: text('File'), element };
  await slack.openModal(modal({ blocks: [block] }));
  const file = { name: 'big.csr', content: 'x'.repeat(bytes) };
  const File = Array.from({ length: count }, () => ({ file }));
  const { error } = await slack.control.post('fill', { user: 'eve', values: { File } });
  return { error, messages: [] };
}

/** What one picks in a menu of several, of which two may be chosen. */
async function pick(slack: Slack, ...words: string[]): Promise<Said> {
  const element = { type: 'multi_static_select', options: [...options(2), option('o2')] };
  const block = { type: 'input', label: text('Pick'), element: { ...element, max_selected_items: 2 } };
  await slack.openModal(modal({ blocks: [block] }));
  const { error } = await slack.control.post('fill', { user: 'eve', values: { Pick: words } });
  return { error, messages: [] };
}

const megabytes = 1024 * 1024;

const entries: Rule[] = [
  {
    ...{ rule: 'a file in a modal is 10 MB at most', error: '"File" takes files up to 10 MB' },
    refused: (slack) => upload(slack, 10 * megabytes + 1),
    accepted: (slack) => upload(slack, 10 * megabytes),
  },
  {
    ...{ rule: 'max_files are picked at most', error: '"File" takes at most 2 files' },
    refused: (slack) => upload(slack, 1, 3),
    accepted: (slack) => upload(slack, 1, 2),
  },
  {
    ...{ rule: 'max_selected_items are picked at most', error: '"Pick" takes at most 2' },
    refused: (slack) => pick(slack, 'o0', 'o1', 'o2'),
    accepted: (slack) => pick(slack, 'o0', 'o1'),
  },
];

export const modalRules: readonly Rule[] = [...triggers, ...updates, ...submissions, ...entries];
