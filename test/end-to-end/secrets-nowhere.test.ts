import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { isFound, placesOf } from '../builders/secret-places.js';
import { cardOf, requestIdIn, threadOf } from '../builders/walks.js';

const random = () => randomBytes(24).toString('base64');
const odd = () => `'${random()}"\n\tsecond & <line> ${random()}\\\nдом 🔑 ${random()} 100% "`;
/** By parameter name: as the admin enters them, and as the requester does. */
const statics = { secret_static: random(), secret_static_odd: odd() };
const dynamics = { secret_dynamic: random(), secret_dynamic_odd: odd() };
const secrets = Object.entries({ ...statics, ...dynamics });
const canary = random();
const csr = aCsr({ commonName: 'web.example.com' }).pem;

describe('sensitive values', () => {
  let world: Countersign;
  let runs = '';

  beforeAll(async () => {
    world = await aCountersign({ LOG_LEVEL: 'debug' });
    runs = join(world.dir, 'runs');
    mkdirSync(runs);
    await Promise.all([world.start('bot'), world.start('worker', { TMPDIR: runs })]);
    await defineProfile();
  });
  afterAll(() => world.close());

  const fill = (user: string, values: Parameters<Countersign['control']['fill']>[1]) =>
    eventually(`${user}'s modal takes ${Object.keys(values)}`, async () => {
      return (await world.control.fill(user, values)).ok;
    });
  const submit = (user: string) => world.control.submit(user);
  const press = (user: string, label: string) =>
    eventually(`${user} can press ${label}`, async () => (await world.control.click(user, label)).ok);

  async function addParameter(values: Record<string, string | readonly string[]>, secret?: string) {
    await press('ada', 'Add parameter');
    await fill('ada', values);
    await submit('ada');
    if (secret === undefined) return;
    await fill('ada', { Value: secret });
    expect((await submit('ada')).errors).toBeUndefined();
  }

  async function defineProfile() {
    await world.control.command('ada', 'cert-requests', '/cert profile new spills');
    await fill('ada', { Script: 'spills', Approvers: ['amy'], 'Approvals required': '1' });
    await fill('ada', { Channel: 'cert-requests' });
    for (const [name, value] of Object.entries(statics)) {
      await addParameter({ Name: name, Marks: ['Sensitive'] }, value);
    }
    for (const name of Object.keys(dynamics)) {
      await press('ada', 'Add parameter');
      for (const marks of [['Sensitive'], ['Sensitive', 'Dynamic']]) await fill('ada', { Marks: marks });
      await fill('ada', { Name: name });
      await submit('ada');
    }
    for (const name of ['what', 'canary']) await addParameter({ Name: name, Marks: ['Dynamic'] });
    expect((await submit('ada')).view).toMatchObject({ title: 'Profile saved' });
    await world.control.close('ada');
  }

  async function approved(what: string) {
    await world.control.command('eve', 'cert-requests', '/cert request spills');
    await fill('eve', { what, canary, 'CSR as text': csr });
    for (const [name, value] of Object.entries(dynamics)) {
      await press('eve', `Set ${name}`);
      await fill('eve', { [name]: value });
      await submit('eve');
    }
    const id = requestIdIn(await submit('eve'));
    const { ts } = await cardOf(world.control, id);
    await world.control.click('amy', 'Approve', { channel: 'cert-requests', ts });
    return id;
  }

  async function expectNowhere() {
    const found = Object.entries(await placesOf(world)).flatMap(([place, text]) =>
      secrets.filter(([, value]) => isFound(text, value)).map(([name]) => `${name} in ${place}`),
    );
    expect(found).toEqual([]);
  }

  it('are nowhere to be read while the script runs, and a value that is not sensitive is', async () => {
    const id = await approved('wait');
    await cardOf(world.control, id, 'Issuing');
    await eventually('the script runs', async () => readdirSync(runs).length > 0);
    await expectNowhere();
    const { redis, slack } = await placesOf(world);
    expect(isFound(redis, canary)).toBe(true);
    expect(isFound(slack, canary)).toBe(true);
    await cardOf(world.control, id, 'Failed');
    await expectNowhere();
  });

  it.each(['leak', 'exit'])(
    'are nowhere after a script printed them in every form and files, then ended: %s',
    async (what) => {
      const id = await approved(what);
      const card = await cardOf(world.control, id, 'Failed');
      await eventually('a word in the thread', async () => (await threadOf(world.control, card))[0]);
      const { messages } = await world.control.command('ada', 'cert-requests', `/cert log ${id}`);
      const log = JSON.stringify(messages);
      expect(log).toContain(
        what === 'leak' ? 'RuntimeError: login failed with [sensitive]' : 'gave up with [sens',
      );
      expect(log).toContain('[sensitive]');
      expect(readdirSync(runs).filter((name) => name.startsWith('countersign-run-'))).toEqual([]);
      await expectNowhere();
    },
  );

  it('would be found: the search finds a value in each of these places and in each form', async () => {
    const planted = odd();
    const forms = [
      planted,
      JSON.stringify(planted),
      JSON.stringify(JSON.stringify({ planted })),
      encodeURIComponent(planted),
      Buffer.from(`admin:${planted}`).toString('base64'),
      Buffer.from(`${planted} and more`).toString('base64url'),
      Buffer.from(planted).toString('latin1'),
      `the line ${planted.split('\n')[2]} alone`,
    ];
    expect(forms.map((form) => isFound(`before ${form} after`, planted))).toEqual(forms.map(() => true));
    expect(isFound(forms.join(' '), odd())).toBe(false);

    const [first = '', ...more] = planted.split('\n');
    writeFileSync(join(runs, 'left-behind'), more.join('\n'));
    writeFileSync(join(world.redis.dir, 'dump'), first);
    const child = spawn('sleep', ['30'], { env: { LEAKED: planted } });
    const reader = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 30_000)', canary]);
    try {
      await eventually('the processes run', async () => {
        const { processes } = await placesOf(world);
        return isFound(processes, planted) && isFound(processes, canary);
      });
      const { files, redis, logs } = await placesOf(world);
      expect([isFound(files, planted), isFound(redis, planted)]).toEqual([true, true]);
      expect(logs).toContain('run started');
    } finally {
      child.kill();
      reader.kill();
    }
  });
});
