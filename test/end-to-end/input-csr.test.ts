import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCa, aCsr } from '../builders/pki.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn } from '../builders/walks.js';

const good = aCsr({ commonName: 'web.example.com' }).pem;
const two = aCsr({ names: ['a.example.com', 'b.example.com'] }).pem;
const [begin = '', ...lines] = good.split('\n');
/** One character of the signed part is another one. */
const changed = [
  begin,
  `${lines[0]?.slice(0, 40)}${lines[0]?.[40] === 'A' ? 'B' : 'A'}${lines[0]?.slice(41)}`,
]
  .concat(lines.slice(1))
  .join('\n');

const refusedCsrs = [
  { what: 'nothing', csr: '   ', says: 'Paste a CSR, or send it as a file.' },
  { what: 'a sentence', csr: 'here is my CSR', says: 'No CSR found.' },
  { what: 'half a CSR', csr: good.slice(0, 200), says: 'cut off or damaged' },
  { what: 'two CSRs', csr: good + two, says: 'There are 2 CSRs in this.' },
  { what: 'a public key', csr: aCsr().key.publicPem, says: 'This is a public key' },
  { what: 'a changed CSR', csr: changed, says: 'was changed after signing' },
  { what: 'RSA 1024', csr: aCsr({ commonName: 'a.b', key: 'rsa1024' }).pem, says: 'too weak (RSA 1024' },
  { what: 'MD5', csr: aCsr({ commonName: 'a.b', key: 'rsa2048', digest: 'md5' }).pem, says: 'with -sha256' },
  { what: 'SHA-1', csr: aCsr({ commonName: 'a.b', digest: 'sha1' }).pem, says: 'with -sha256' },
  { what: 'a CA', csr: aCsr({ commonName: 'a.b', ca: true }).pem, says: 'asks for a CA certificate' },
  { what: 'no names', csr: aCsr().pem, says: 'names nothing' },
];

describe('the request modal and its CSR', () => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign({ LOG_LEVEL: 'debug' });
    await aSavedProfile(world, { name: 'web', scriptName: 'returns' });
    await world.start('bot');
  });
  afterEach(() => world.control.close('eve'));
  afterAll(() => world.close());

  const request = (wish: { csr?: string; csrFile?: string; values?: Record<string, string> }) =>
    requestCertificate(world.control, { profile: 'web', ...wish });

  it.each(refusedCsrs)('refuses $what at the field it was pasted into', async ({ csr, says }) => {
    const { ok, errors } = await request({ csr });
    expect(ok).toBe(false);
    expect(Object.keys(errors ?? {})).toEqual(['CSR as text']);
    expect(errors?.['CSR as text']).toContain(says);
  });

  it('says at the file that a certificate is no CSR', async () => {
    const { errors } = await request({ csrFile: aCa().pem });
    expect(errors).toEqual({ 'CSR as file': expect.stringContaining('This is a certificate, not a CSR.') });
  });

  it('wants the CSR once: as text or as a file', async () => {
    const { errors } = await request({ csr: good, csrFile: good });
    const once = 'Give the CSR once: either paste it here or upload it as a file, not both.';
    expect(errors).toEqual({ 'CSR as text': once, 'CSR as file': once });
  });

  it.each([
    { what: 'over 64 KB', content: 'x'.repeat(65 * 1024), encoding: 'utf8', says: 'larger than 64 KB' },
    { what: 'of HTML', content: '<!doctype html><html>', encoding: 'utf8', says: 'No CSR found.' },
    { what: 'of bytes', content: 'AP/+gAECAwQF', encoding: 'base64', says: 'No CSR found.' },
    { what: 'with nothing in it', content: '\n', encoding: 'utf8', says: 'Paste a CSR' },
  ])('says at the field what is wrong with a file $what', async ({ content, encoding, says }) => {
    await world.control.command('eve', 'cert-requests', '/cert request web');
    await eventually('the form', async () => (await world.control.top('eve'))?.callback_id === 'request');
    const file = { name: 'server.csr', content, encoding };
    await world.control.fill('eve', { 'CSR as file': { file } });
    const { errors } = await world.control.submit('eve');
    expect(errors).toEqual({ 'CSR as file': expect.stringContaining(says) });
  });

  it('takes one of several names for the common name, and says which there are', async () => {
    const first = await request({ csr: two });
    expect(first.errors).toEqual({
      'Common name': expect.stringContaining('type which one to use (a.example.com and 1 more)'),
    });
    await world.control.fill('eve', { 'Common name': 'c.example.com' });
    const second = await world.control.submit('eve');
    expect(second.errors?.['Common name']).toContain('c.example.com is not in the CSR');
    await world.control.fill('eve', { 'Common name': 'B.example.com' });
    const id = requestIdIn(await world.control.submit('eve'));
    await cardOf(world.control, id, 'Certificate for b.example.com');
  });

  it('takes the only name of a CSR that has names and no common name', async () => {
    const id = requestIdIn(await request({ csr: aCsr({ names: ['only.example.com'] }).pem }));
    await cardOf(world.control, id, 'Certificate for only.example.com');
  });

  it('keeps what was typed after errors, and takes the corrected form', async () => {
    const values = { 'Common name': 'other.example.com', Reason: 'because *I* <say> so' };
    const { errors, view } = await request({ csr: good, values });
    expect(errors).toEqual({ 'Common name': expect.stringContaining('is not in the CSR') });
    expect(view?.values).toMatchObject({ ...values, Profile: 'web', 'CSR as text': good });
    await world.control.fill('eve', { 'Common name': 'web.example.com' });
    const id = requestIdIn(await world.control.submit('eve'));
    await cardOf(world.control, id, 'because *I* <say> so');
  });

  it('never shows nor logs a challenge password, and warns who sent one', async () => {
    const challengePassword = 'open sesame 4711';
    const { pem } = aCsr({ commonName: 'challenge.example.com', challengePassword });
    const sent = await request({ csr: pem });
    expect(JSON.stringify(sent.view?.blocks)).toContain('challenge password');
    await cardOf(world.control, requestIdIn(sent));
    const seen = JSON.stringify([await world.control.state(), await world.control.calls()]);
    const logs = world.processes.map(({ log }) => log()).join('\n');
    for (const form of [challengePassword, pem.split('\n')[1] ?? '']) {
      expect(seen).not.toContain(form);
      expect(logs).not.toContain(form);
    }
  });
});
