import { describe, expect, it } from 'vitest';
import { announcementsOf } from '../../../src/domain/announcement.js';
import { failureClassSchema } from '../../../src/domain/failure-class.js';
import type { Request } from '../../../src/domain/request.js';
import { errors } from '../../../src/errors.js';
import { renderAnnouncement } from '../../../src/slack/render/render-announcement.js';
import { statusLine } from '../../../src/slack/render/status-line.js';
import { textOf } from '../../../src/slack/render/words.js';
import { MONDAY } from '../../builders/profile.js';
import { aCertificate, aFailure, aRequest } from '../../builders/request.js';

const said = (request: Request) =>
  announcementsOf(request).map((announcement) =>
    textOf(renderAnnouncement(request, announcement, { users: ['U0ADA'], groups: [] })),
  );

const codes = [
  ...(['script-raised', 'script-exited', 'script-killed', 'script-returned-nothing-usable'] as const),
  ...(['script-did-not-load', 'certificate-withheld', 'secret-missing', 'marked-failed'] as const),
];

describe('renderAnnouncement', () => {
  it.each(['pending', 'issuing', 'approved'] as const)('has nothing to say while %s', (status) => {
    expect(said(aRequest({ status }))).toEqual([]);
  });

  it.each([
    [aRequest({ status: 'issued' }), '<@U0EVE> your certificate is ready.'],
    [aRequest({ status: 'denied' }), '<@U0EVE> <@U0AMY> denied this request: wrong name'],
    [aRequest({ status: 'denied', denial: null }), '<@U0EVE> <@U0AMY> denied this request.'],
    [
      aRequest({ status: 'cancelled', why: 'profile-deleted' }),
      '<@U0EVE> this request was cancelled: its profile was deleted.',
    ],
    [
      aRequest({ status: 'expired' }),
      '<@U0EVE> this request expired. Ask again with `/cert request` if the certificate is still needed.',
    ],
    [aRequest({ status: 'approved', retriedBy: 'U0AMY' }), '<@U0AMY> started run 1.'],
  ])('says it to the requester: %#', (request, words) => {
    expect(said(request)).toEqual([words]);
  });

  it.each(codes)('says what failed in a plain sentence, and where admins read more: %s', (code) => {
    const [words = ''] = said(aRequest({ status: 'failed', failure: aFailure({ code }) }));
    const next = code.startsWith('script-') ? `${errors['run-script'].userText} ` : '';
    expect(words).toBe(
      `<@U0EVE> ${errors[code].userText}\n${next}Admins find what the script printed with \`/cert log 7k3m-q2fp\`.`,
    );
  });

  it.each(failureClassSchema.exclude(['script']).options)('says what is known of a failure: %s', (kind) => {
    const request = aRequest({ status: 'failed', failure: aFailure({ class: kind }) });
    expect(said(request)[0]).toBe(
      `<@U0EVE> ${errors[`run-${kind}`].userText}\nAdmins find what the script printed with \`/cert log 7k3m-q2fp\`.`,
    );
    expect(statusLine(request)).toBe(`*Failed* · ${errors[`run-${kind}`].userText}`);
  });

  it('lists what is wrong with a certificate that was withheld, with its serial', () => {
    const failure = aFailure({
      ...{ code: 'certificate-withheld', faults: ['It is *<!channel>*.', 'f'.repeat(400)] },
      withheld: aCertificate({ serial: '0a1b' }),
    });
    const [words = ''] = said(aRequest({ status: 'failed', failure }));
    expect(words).toContain('\n• It is *&lt;!channel&gt;*.\n• fff');
    expect(words).toContain('Withheld certificate: serial `0a1b`. It was kept for admins.');
    expect(words.length).toBeLessThan(800);
  });

  it.each([
    ['timed-out', 'reached its time limit and was ended'],
    ['lost', 'was cut off'],
    ['lease-ended', 'was cut off'],
  ] as const)('says what nobody knows and who has to look: %s', (why, words) => {
    const [text = ''] = said(aRequest({ status: 'unknown', why }));
    expect(text).toContain(`<@U0EVE> run 1 ${words} while the script may have been talking to the CA.`);
    expect(text).toContain('<@U0ADA>: please look at the CA, then attach the certificate');
  });

  it('says that votes do not count any more, and that a certificate came too late', () => {
    const voidings = [{ at: MONDAY, from: 1, to: 2 }];
    const extraCertificates = [{ run: 1, at: MONDAY, certificate: aCertificate() }];
    const [first = '', ...others] = said(aRequest({ voidings, extraCertificates }));
    expect(first).toContain('The profile changed (version 1 → 2), so earlier votes do not count any more.');
    expect(others).toEqual([expect.stringContaining('Run 1 brought a certificate that nobody waited for')]);
  });

  it('escapes and cuts the reason of a denial', () => {
    const denial = `<!channel> & ${'x'.repeat(2000)}`;
    const [words = ''] = said(aRequest({ status: 'denied', denial }));
    expect(words).toContain('denied this request: &lt;!channel&gt; &amp; xxx');
    expect(words.length).toBeLessThan(600);
  });
});
