import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aPageWithApp, input, modal, options, type PageWithApp, plain } from './page-with-app.js';

let world: PageWithApp;
beforeAll(async () => {
  world = await aPageWithApp();
});
afterEach(async () => {
  await world.control.post('close', { user: 'eve', all: true });
  expect(world.chat.troubles).toEqual([]);
  world.app.received.length = 0;
});
afterAll(() => world.close());

const lastState = () => world.app.received.at(-1)?.payload.view?.state.values;

describe('a modal on the page', { timeout: 90_000 }, () => {
  it('says at each required field that it is empty, sends nothing, and puts the focus on the first', async () => {
    const { chat, app } = world;
    world.opens(
      modal('Form', [input('a', 'First', {}, { optional: true }), input('b', 'Second'), input('c', 'Third')]),
    );
    await chat.say('/cert');
    await chat.press('Send');
    await chat.dialog.getByText('Please complete this required field.').nth(1).waitFor();
    expect(await chat.field('Second').getAttribute('aria-invalid')).toBe('true');
    expect(await chat.field('First').getAttribute('aria-invalid')).toBe('false');
    await expect.poll(() => chat.page.locator(':focus').getAttribute('data-mark')).toBe('b it');
    expect(app.received.map(({ type }) => type)).toEqual(['slash_commands']);
  });

  it('shows what the app says at a field, and keeps what was typed', async () => {
    const { chat, app } = world;
    world.opens(modal('Form', [input('name', 'Name')]));
    await chat.say('/cert');
    await chat.field('Name').fill('wrong one');
    app.script.answer = () => ({
      payload: { response_action: 'errors', errors: { name: 'Not <b>that</b> one.' } },
    });
    await chat.field('Name').press('Enter');
    await chat.dialog.getByText('Not <b>that</b> one.').waitFor();
    expect(await chat.field('Name').inputValue()).toBe('wrong one');
  });

  it('is busy until the app acknowledged', async () => {
    const { chat, app } = world;
    world.opens(modal('Form', [input('name', 'Name')]));
    await chat.say('/cert');
    await chat.field('Name').fill('x');
    let acknowledge = (): void => undefined;
    app.script.answer = () =>
      new Promise((resolve) => {
        acknowledge = () => resolve({});
      });
    await chat.press('Send');
    const send = chat.dialog.getByRole('button', { name: 'Send' });
    await expect.poll(() => send.isDisabled()).toBe(true);
    acknowledge();
    await chat.dialog.waitFor({ state: 'detached' });
  });

  it('shows a pushed view over the one below, and goes back to it with Escape, where the focus was', async () => {
    const { chat, app } = world;
    const more = { type: 'button' as const, action_id: 'more', text: plain('More') };
    world.opens(
      modal('Below', [input('name', 'Name'), { type: 'actions', block_id: 'acts', elements: [more] }]),
    );
    await chat.say('/cert');
    await chat.field('Name').fill('kept');
    app.script.answer = async ({ payload }) => {
      await app.client.views.push({
        trigger_id: payload.trigger_id,
        view: modal('Above', [input('x', 'X')]),
      });
      return {};
    };
    await chat.press('More');
    await chat.dialog.getByRole('heading', { name: 'Above' }).waitFor();
    await chat.dialog.getByRole('button', { name: 'Back to Below' }).waitFor();
    await chat.page.keyboard.press('Escape');
    await chat.dialog.getByRole('heading', { name: 'Below' }).waitFor();
    expect(await chat.field('Name').inputValue()).toBe('kept');
    await expect.poll(() => chat.page.locator(':focus').textContent()).toBe('More');
  });

  it('fills every kind of field, and sends what each holds', async () => {
    const { chat } = world;
    const colours = options('Red', 'Green', 'Blue');
    world.opens(
      modal('All kinds', [
        input('one', 'One', { type: 'static_select', options: colours }),
        input('some', 'Some', { type: 'multi_static_select', options: colours }),
        input('who', 'Who', { type: 'users_select' }),
        input('team', 'Team', { type: 'multi_users_select' }),
        input('where', 'Where', { type: 'conversations_select' }),
        input('ticks', 'Ticks', { type: 'checkboxes', options: colours }),
        input('pick', 'Pick', { type: 'radio_buttons', options: colours }),
        input('count', 'Count', { type: 'number_input', is_decimal_allowed: false }),
        input('file', 'File', { type: 'file_input', max_files: 1 }),
      ]),
    );
    await chat.say('/cert');
    await chat.choose('One', 'gre');
    await chat.choose('Some', 'bl');
    await chat.choose('Some', 'red');
    await chat.choose('Who', 'Amy App');
    await chat.choose('Team', 'ben');
    await chat.choose('Where', 'vault');
    await chat.dialog.getByRole('checkbox', { name: 'Green' }).check();
    await chat.dialog.getByRole('radio', { name: 'Blue' }).check();
    await chat.field('Count').fill('7');
    await chat
      .field('File')
      .setInputFiles({ name: 'a.csr', mimeType: 'text/plain', buffer: Buffer.from('ä') });
    await chat.dialog.getByText('a.csr').waitFor();
    await chat.dialog.getByRole('button', { name: 'Remove Blue' }).click();
    await chat.press('Send');
    await chat.dialog.waitFor({ state: 'detached' });
    expect(lastState()).toMatchObject({
      one: { it: { selected_option: { value: 'green' } } },
      some: { it: { selected_options: [{ value: 'red' }] } },
      who: { it: { selected_user: await world.idOf('amy') } },
      team: { it: { selected_users: [await world.idOf('ben')] } },
      where: { it: { selected_conversation: await world.idOf('vault') } },
      ticks: { it: { selected_options: [{ value: 'green' }] } },
      pick: { it: { selected_option: { value: 'blue' } } },
      count: { it: { value: '7' } },
      file: { it: { files: [{ name: 'a.csr', size: 2 }] } },
    });
  });

  it('asks before a button that wants it, and sends nothing when one says no', async () => {
    const { chat, app } = world;
    const confirm = {
      title: plain('Sure?'),
      text: plain('It goes.'),
      confirm: plain('Drop it'),
      deny: plain('Keep it'),
    };
    const drop = { type: 'button' as const, action_id: 'drop', text: plain('Drop'), confirm };
    world.opens(modal('Form', [{ type: 'actions', block_id: 'acts', elements: [drop] }]));
    await chat.say('/cert');
    await chat.press('Drop');
    await chat.press('Keep it');
    await chat.press('Drop');
    await chat.press('Drop it');
    await expect.poll(() => app.received.filter(({ type }) => type === 'interactive').length).toBe(1);
  });

  it('tells the app at once of what dispatches, a text with Enter', async () => {
    const { chat, app } = world;
    const dispatching = { dispatch_action: true };
    world.opens(
      modal('Form', [
        input('name', 'Name', {}, dispatching),
        input('b', 'B', { type: 'users_select' }, dispatching),
      ]),
    );
    await chat.say('/cert');
    await chat.field('Name').fill('typed');
    await chat.field('Name').press('Enter');
    await chat.choose('B', 'ada');
    await expect
      .poll(() => app.received.flatMap(({ payload }) => payload.actions))
      .toMatchObject([
        { block_id: 'name', value: 'typed' },
        { block_id: 'b', selected_user: await world.idOf('ada') },
      ]);
    expect(await chat.dialog.isVisible()).toBe(true);
  });
});
