import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Control, createControl } from '../builders/control.js';
import { aDemoProcess, type DemoProcess } from '../builders/demo-process.js';
import { aCsr } from '../builders/pki.js';
import { cardOf, certificateFileOf, requestCertificate, requestIdIn } from '../builders/walks.js';

const csr = aCsr({ commonName: 'patient.example.com' });

describe('the demo with its worker stopped', () => {
  let demo: DemoProcess;
  let control: Control;

  beforeAll(async () => {
    demo = await aDemoProcess();
    control = createControl(demo.url);
  });
  afterAll(() => demo.close());

  it('keeps an approved request until the worker is started again, and then issues', async () => {
    expect(await control.world('switch', { name: 'worker', on: false })).toMatchObject({ ok: true });
    const sent = await requestCertificate(control, {
      ...{ profile: 'local-ca', csr: csr.pem, values: { valid_days: '30' } },
    });
    const id = requestIdIn(sent);
    const card = await cardOf(control, id, 'Waiting for approval');
    await control.click('amy', 'Approve', { channel: 'cert-requests', ts: card.ts });
    await cardOf(control, id, 'waiting for a worker');
    expect(await control.world('switch', { name: 'worker', on: true })).toMatchObject({ ok: true });
    expect((await certificateFileOf(control, card)).name).toBe('patient.example.com.pem');
    await cardOf(control, id, 'Issued');
  });

  it('has no other switch', async () => {
    const answer = await control.world('switch', { name: 'constructor', on: false });
    expect(answer).toMatchObject({ ok: false, error: 'there is no constructor to turn off and on here' });
  });
});
