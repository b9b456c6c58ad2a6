import { describe, expect, it } from 'vitest';
import { classifyFailure, type FailedRun } from '../../src/domain/classify-failure.js';
import type { FailureClass } from '../../src/domain/failure-class.js';

const aFailedRun = (run: Partial<FailedRun>): FailedRun => ({
  ...{ cause: 'raised', firstLine: '', detail: '', output: '' },
  ...run,
});

/** As a script says it in the first line of its failure. */
const said: Readonly<Record<Exclude<FailureClass, 'time-limit'>, readonly string[]>> = {
  parameter: [
    'LocalCaError: no value for ca_dir, ca_passphrase',
    'LocalCaError: valid_days must be a whole number of days from 1 to 825, not "a year"',
    "LocalCaError: ca_dir must be an absolute path, not 'here'",
    'AcmeError: directory_url must be an https:// address',
    "AcmeError: set agree_terms to yes if you agree to the CA's terms: https://ca/terms",
    'AcmeError: dns-01 needs dns_hook',
    'AcmeError: account_key is not a private key in PEM form without a passphrase',
    'AcmeError: dns_hook is no command: No closing quotation',
    'AcmeError: give account_key, or state_dir to keep one in: CAs limit how many accounts one may open',
    'AcmeError: eab_kid and eab_hmac_key go together',
    'AcmeError: the CA wants an external account binding: give eab_kid and eab_hmac_key',
    'CfsslError: auth_key must be at least 16 octets in hex',
    'CfsslError: url must be an https:// address',
    'CfsslError: ca_bundle cannot be read: [Errno 2] No such file or directory',
    'VaultError: no value for vault_url; no value for role; give either token, or role_id with secret_id',
    'VaultError: give either token, or role_id with secret_id',
    'VaultError: secret_id goes with role_id',
    "VaultError: ttl must be a time such as 720h, not 'soon'",
    'VaultError: token is not one line',
    'the script exited with code 1: missing required parameter: ca_url',
    'Exception: Error making API request. Code: 400. Errors: * unknown role: web',
  ],
  credentials: [
    'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://pki/certsrv/certfnsh.asp',
    'requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://ca.example.com/sign',
    'urllib.error.HTTPError: HTTP Error 401: Unauthorized',
    'VaultError: pki/sign/web: refused (HTTP 403): permission denied',
    'VaultError: auth/machines/login: refused (HTTP 400): invalid role or secret ID',
    'the script exited with code 2: vault: permission denied',
    'CfsslError: the CA refused (HTTP 400): invalid token (400)',
    'Exception: {"errors":[{"code":"access_denied|invalid_api_key","message":"Access denied"}]}',
    'AcmeError: the CA refused (HTTP 400): accountDoesNotExist: no such account',
    'Exception: vcert error: unexpected status code on TPP Authorize. Status: 401',
    'LocalCaError: ca_passphrase does not open the CA\u2019s private key',
    'RuntimeError: {"error":"invalid_grant","error_description":"Username/password combination not valid"}',
    'botocore.exceptions.ClientError: An error occurred (UnrecognizedClientException) when calling IssueCertificate',
    'Exception: the API key has expired',
  ],
  network: [
    'urllib.error.URLError: <urlopen error [Errno 111] Connection refused>',
    'urllib.error.URLError: <urlopen error [Errno -2] Name or service not known>',
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='ca', port=443): Max retries exceeded with url: /",
    "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='ca', port=443): Read timed out. (read timeout=30)",
    'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate',
    "ConnectionResetError: [Errno 104] Connection reset by peer: 'ca'",
    'http.client.RemoteDisconnected: Remote end closed connection without response',
    'TimeoutError: timed out',
    'socket.gaierror: [Errno -3] Temporary failure in name resolution',
    'OSError: Tunnel connection failed: 407 Proxy Authentication Required',
    'CfsslError: no answer from https://localhost:9: [Errno 111] Connection refused',
    'AcmeError: the TLS certificate of localhost:14000 is not trusted: self-signed certificate (see ca_bundle)',
    'AcmeError: the CA does not answer; another 8 s would be over wait_seconds',
    'AcmeError: nobody.example.org: connection: Fetching http://nobody.example.org/: Connection refused',
    'AcmeError: www.example.org: dns: DNS problem: NXDOMAIN looking up A for www.example.org',
    'VaultError: no answer from https://vault: x509: certificate signed by unknown authority',
    'Exception: Post "https://tpp/vedsdk": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    'urllib.error.HTTPError: HTTP Error 503: Service Unavailable',
    'VaultError: pki/sign/web: refused (HTTP 503): sealed or down',
  ],
  'rate-limit': [
    'ValueError: Error creating new order: {"type":"urn:ietf:params:acme:error:rateLimited","status":429}',
    'AcmeError: the CA refused (HTTP 429): rateLimited: too many certificates (5) already issued for this set of domains',
    'AcmeError: the CA asks to wait (rateLimited: slow down); another 3600 s would be over wait_seconds',
    'Exception: Error creating new account :: too many registrations for this IP',
    'Exception: too many failed authorizations recently: see https://letsencrypt.org/docs/failed-validation-limit/',
    'requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://ca/order',
    'urllib.error.HTTPError: HTTP Error 429: Too Many Requests',
    'botocore.exceptions.ClientError: An error occurred (ThrottlingException) when calling IssueCertificate',
    'VaultError: pki/sign/web: refused (HTTP 429): too many requests, or a standby',
    'google.api_core.exceptions.ResourceExhausted: 429 Quota exceeded for quota metric',
  ],
  pending: [
    'RuntimeError: Sectigo: certificate is being processed',
    'Exception: order status: pending',
    'Exception: {"id": 112339, "status": "processing"}',
    'Exception: Issuance is pending. You may try retrieving the certificate later using Pickup ID: \\VED\\Policy\\web',
    'Exception: Operation timed out. You may try retrieving the certificate later using Pickup ID: x',
    'AcmeError: the CA works on the order; another 2 s would be over wait_seconds',
    'AcmeError: the CA looks at www.example.org; another 2 s would be over wait_seconds',
    'Exception: Taken Under Submission',
    'Exception: certificate is not yet issued',
    'TimeoutError: timed out waiting for the order to be ready',
  ],
  ours: ['LocalCaError: the openssl program is missing (Debian, Ubuntu: apt-get install openssl)'],
  script: [
    'RuntimeError: no certificate for web.example.com',
    'TypeError: exceptions must derive from BaseException',
    "NameError: name 'get_certificate' is not defined",
    "PermissionError: [Errno 13] Permission denied: '/opt/avi/log/x.log'",
    "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'",
    'ValueError: too many values to unpack (expected 2)',
    'OSError: [Errno 24] Too many open files',
    'LocalCaError: the CSR asks for too many names',
    'VaultError: pki/sign/web: refused (HTTP 400): common name other.test not allowed by this role',
    'AcmeError: www.example.org: unauthorized: Invalid response from http://www.example.org/.well-known/acme-challenge/x: 404',
    'AcmeError: the CA refused (HTTP 403): orderNotReady: status "invalid" is not acceptable for finalization',
    'AssertionError: serial 4010429 of port 4033',
    'the script exited with code 3',
    "KeyError: 'certificate'",
    'AcmeError: *.example.org is a wildcard, which needs the challenge dns-01',
    'certificate_request returned None, not a certificate',
  ],
};

describe('classifyFailure', () => {
  const rows = Object.entries(said).flatMap(([to, texts]) =>
    texts.map((firstLine) => [to, firstLine] as const),
  );

  it.each(rows)('finds %s in "%s"', (to, firstLine) => {
    expect(classifyFailure(aFailedRun({ firstLine }))).toBe(to);
  });

  const trace = (line: string) =>
    `Traceback (most recent call last):\n  File "script.py", line 9, in certificate_request\n    ${line}\n    ~~~~^^^^\n`;

  it.each([
    ["KeyError: 'ca_url'", 'url = args_dict["ca_url"]', 'parameter'],
    ["KeyError: 'ca_url'", "url = kwargs['ca_url'] + '/sign'", 'parameter'],
    ["ValueError: invalid literal for int() with base 10: 'x'", 'days = int(params["days"])', 'parameter'],
    [
      "TypeError: can only concatenate str (not 'NoneType') to str",
      "'/' + args_dict.get('path')",
      'parameter',
    ],
    ["KeyError: 'certificate'", 'return answer["certificate"]', 'script'],
    ["KeyError: 'another word'", 'return RETURNS[args_dict["what"]]', 'script'],
  ])('takes %s at `%s` for %s', (firstLine, line, to) => {
    expect(classifyFailure(aFailedRun({ firstLine, detail: `${trace(line)}${firstLine}\n` }))).toBe(to);
  });

  it('looks at causes in the traceback, then at the last words, where the first line says nothing', () => {
    const firstLine = 'TypeError: exceptions must derive from BaseException';
    const detail = `ConnectionRefusedError: [Errno 111] Connection refused\n\nDuring handling:\n${firstLine}\n`;
    expect(classifyFailure(aFailedRun({ firstLine, detail }))).toBe('network');
    const output = 'asking\n{"code": 0, "description": "Being processed by Sectigo"}\n';
    expect(classifyFailure(aFailedRun({ firstLine, output }))).toBe('pending');
    expect(classifyFailure(aFailedRun({ cause: 'returned', output }))).toBe('pending');
  });

  it('believes the last line before those above it', () => {
    const output = 'HTTP Error 503: Service Unavailable, trying again\nHTTP Error 401: Unauthorized\n';
    expect(
      classifyFailure(aFailedRun({ cause: 'exited', firstLine: 'the script exited with code 1', output })),
    ).toBe('credentials');
  });

  it.each([
    ['timed-out', '', 'time-limit'],
    ['signalled', 'ended by the signal SIGXCPU', 'time-limit'],
    ['lost', 'the runner ended', 'ours'],
    ['not-loadable', 'the worker is closing', 'ours'],
  ] as const)('knows by itself what %s (%s) is: %s', (cause, firstLine, to) => {
    expect(classifyFailure(aFailedRun({ cause, firstLine }))).toBe(to);
  });

  it('takes a script that does not load for the script, whatever its traceback says', () => {
    const detail = "ModuleNotFoundError: No module named 'requests'\n";
    expect(classifyFailure(aFailedRun({ cause: 'not-loadable', firstLine: detail, detail }))).toBe('script');
  });

  it('is quick with whatever a script prints', () => {
    const output = `${'a_b_'.repeat(40_000)} must\n${'status : '.repeat(20_000)}`;
    const started = performance.now();
    classifyFailure(aFailedRun({ firstLine: output.slice(0, 32_000), detail: output, output }));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
