const dialog = (page) => page.getByRole('dialog');
const press = (page, name) => dialog(page).getByRole('button', { name, exact: true }).click();
const field = (page, name) => dialog(page).getByLabel(new RegExp(`^${name}(?!\\w)`));
const composer = (page) => page.locator('#composer');
const lastCard = (page) => page.locator('main .message:has(.card)').last();

const titled = (page, title) => dialog(page).getByRole('heading', { name: title }).waitFor();

async function become(page, name) {
  await page.getByRole('radio', { name: new RegExp(`^${name}`) }).click();
  await page.locator('.looking-as', { hasText: `@${name}` }).waitFor();
}

async function say(page, text) {
  await dialog(page).waitFor({ state: 'detached' });
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

async function openRequest(page, text) {
  await say(page, text);
  await field(page, 'Reason').waitFor();
}

async function choose(page, label, option) {
  await field(page, label).fill(option);
  await field(page, label).press('Enter');
}

/** Fills in and sends a request as eve, up to its card. */
async function request(page, { csr }, profile, reason) {
  await become(page, 'eve');
  await openRequest(page, `/cert request ${profile}`);
  if (profile === 'local-ca') await field(page, 'valid_days').fill('90');
  await field(page, 'CSR as text').fill(csr);
  await field(page, 'Reason').fill(reason);
  const cards = await page.locator('main .card').count();
  await press(page, 'Request');
  await press(page, 'Close');
  await page.locator('main .card').nth(cards).waitFor();
}

async function addParameter(page, name, { marks = [], value }) {
  await press(page, 'Add parameter');
  await titled(page, 'Add parameter');
  await field(page, 'Name').fill(name);
  for (const mark of marks) await field(page, mark).check();
  if (value !== undefined) await field(page, 'Value').fill(value);
}

/** The states of the page, each going on from the one before: a name for the picture, and how to get there. */
export const scenes = {
  'empty-channel': async () => {},
  'command-completion': (page) => composer(page).fill('/c'),
  'request-form': (page) => openRequest(page, '/cert request local-ca shop.example.com'),
  'menu-open': async (page) => field(page, 'Profile').press('ArrowDown'),
  'field-errors': async (page) => {
    await field(page, 'Profile').press('Escape');
    await field(page, 'CSR as text').fill('this is no CSR');
    await field(page, 'valid_days').fill('90');
    await press(page, 'Request');
    await page.locator('.field-error').first().waitFor();
  },
  'pending-card': async (page, tools) => {
    await press(page, 'Cancel');
    await request(page, tools, 'local-ca', 'New shop front, goes live on Friday');
  },
  approver: (page) => become(page, 'amy'),
  'finished-thread': async (page) => {
    await lastCard(page).getByRole('button', { name: 'Approve', exact: true }).click();
    await lastCard(page).getByText('Issued').waitFor();
    await become(page, 'eve');
    await page.locator('.thread-link').last().click();
    await page.locator('.thread .file-more').waitFor();
  },
  'file-whole': (page) => page.locator('.thread .file-more').click(),
  dark: (page) => page.emulateMedia({ colorScheme: 'dark' }),
  'dark-form': async (page) => {
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await openRequest(page, '/cert request local-ca');
  },
  'behind-the-scenes': async (page) => {
    await press(page, 'Cancel');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('button', { name: 'Behind the scenes' }).click();
    await page.getByRole('button', { name: /^Next 5 calls/ }).click();
    await page.locator('.behind td').first().waitFor();
  },
  'profile-form': async (page) => {
    await page.getByRole('button', { name: /^Clear faults/ }).click();
    await page.getByRole('button', { name: 'Close behind the scenes' }).click();
    await become(page, 'ada');
    await say(page, '/cert profile new public-ca');
    await field(page, 'Description').fill('Certificates that browsers trust');
    await choose(page, 'Script', 'public_ca');
  },
  'parameter-form': (page) => addParameter(page, 'ca_url', { value: 'https://ca.example.com/acme' }),
  'parameter-sensitive': async (page) => {
    await press(page, 'Save');
    await addParameter(page, 'account_key', { marks: ['Sensitive'] });
    await dialog(page).getByRole('button', { name: 'Next' }).waitFor();
  },
  'secret-form': async (page) => {
    await press(page, 'Next');
    await titled(page, 'Value of account_key');
    await field(page, 'Value').fill('s3cret-account-key');
  },
  'profile-with-parameters': async (page) => {
    await press(page, 'Save');
    await dialog(page).getByText('account_key').first().waitFor();
    await addParameter(page, 'cost_centre', { marks: ['Dynamic'] });
    await dialog(page).getByText('Whoever requests').waitFor();
    await press(page, 'Save');
    await dialog(page).getByText('cost_centre').first().scrollIntoViewIfNeeded();
  },
  'confirm-dialog': (page) => press(page, 'Delete ca_url'),
  'people-and-channels': async (page) => {
    await page.getByRole('button', { name: 'Keep' }).click();
    await choose(page, 'Approver groups', 'pki-app');
    await choose(page, 'Channel', 'cert-re');
    await field(page, 'Approvers').fill('a');
  },
  'profile-saved': async (page) => {
    await field(page, 'Approvers').press('Escape');
    await press(page, 'Save');
    await titled(page, 'Profile saved');
  },
  help: async (page) => {
    await press(page, 'Close');
    await say(page, '/cert help');
    await page.locator('.message-private').last().waitFor();
  },
  'form-with-dynamic-value': async (page) => {
    await become(page, 'eve');
    await openRequest(page, '/cert request public-ca');
  },
  'failed-card': async (page, { csr }) => {
    await field(page, 'cost_centre').fill('4711');
    await field(page, 'CSR as text').fill(csr);
    await press(page, 'Request');
    await press(page, 'Close');
    await become(page, 'amy');
    await lastCard(page).getByRole('button', { name: 'Approve', exact: true }).click();
    await lastCard(page).getByText('Failed').waitFor();
    await page.locator('.thread-link').last().click();
  },
  'denial-form': async (page, tools) => {
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await request(page, tools, 'local-ca', 'A second one, by mistake');
    await become(page, 'abe');
    await lastCard(page).getByRole('button', { name: 'Deny' }).click();
    await field(page, 'Reason').fill('You have one for these names already.');
  },
  'denied-card': async (page) => {
    await press(page, 'Deny request');
    await lastCard(page).getByText('Denied').waitFor();
    await page.locator('.thread-link').last().click();
  },
  'app-about': async (page) => {
    await page.getByRole('button', { name: 'Countersign', exact: true }).click();
    await page.getByRole('tab', { name: 'About' }).click();
  },
  'phone-list': async (page) => {
    await page.setViewportSize({ width: 390, height: 780 });
    await page.getByRole('button', { name: 'Back' }).click();
  },
  'phone-messages': (page) => page.getByRole('button', { name: /^cert-requests/ }).click(),
  'phone-thread': (page) => page.locator('.thread-link').first().click(),
  'phone-form': async (page) => {
    await page.getByRole('button', { name: 'Back' }).click();
    await openRequest(page, '/cert request local-ca');
  },
};

/** The states of a workspace in which nobody answers for the app. */
export const lonelyScenes = {
  'app-does-not-answer': async (page) => {
    await say(page, '/cert help');
    await page.locator('.message-private').waitFor();
    await page.getByRole('button', { name: 'Behind the scenes' }).click();
    await page.getByText('App not connected').waitFor();
  },
  'app-home-empty': async (page) => {
    await page.getByRole('button', { name: 'Close behind the scenes' }).click();
    await page.getByRole('button', { name: 'Countersign', exact: true }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByText('Nothing here yet').waitFor();
  },
};
