import type { FailureClass } from './failure-class.js';

/** What the text of a failure says when it is of this class, unless it says one of the other things too. */
export type FailureSigns = {
  readonly class: FailureClass;
  readonly says: readonly RegExp[];
  readonly unless?: readonly RegExp[];
};

/** A status of HTTP as libraries write it, never the same digits in a serial or a port. */
function http(codes: string): RegExp {
  const before = String.raw`\b(?:HTTP(?:/[\d.]+)?(?: Error| status)?|status(?:[ _]code)?|code|returned)["']?[ :=([]*`;
  return new RegExp(String.raw`${before}(?:${codes})\b|\b(?:${codes}) (?:Client|Server) Error\b`, 'i');
}

/** ACME calls a challenge that was not met "unauthorized" (RFC 8555 6.7): no credentials are wrong. */
const challenge = /\.well-known|acme-challenge|challenge|TXT record|\bCAA\b/i;

/**
 * What CAs, libraries and scripts are known to say, in the order in which it is looked for: the more particular first,
 * as a CA that limits rates may answer 403.
 */
export const failureSigns: readonly FailureSigns[] = [
  {
    class: 'rate-limit',
    says: [
      /rate[ _-]?limit|throttl|LimitExceeded|quota (?:was |has been )?exceeded/i,
      /too many (?:requests|certificates|registrations|accounts|attempts|calls|logins|failed|currently pending)/i,
      /too many (?:new |pending |invalid )?(?:orders|authorizations)/i,
      http('429'),
    ],
  },
  {
    class: 'pending',
    says: [
      /being (?:issued|processed)|under.?submission|needs_approval|pickup id/i,
      /(?:is|still) (?:pending|processing)\b|(?:pending|awaiting|waiting for) (?:approval|issuance)/i,
      /(?:order|request|certificate|status)["']?[ :=]+["']?(?:pending|processing)\b/i,
      /certificate (?:is |was )?not (?:yet )?(?:been )?(?:issued|ready|available)|not issued yet/i,
      /timed? ?out (?:while )?waiting for (?:the )?(?:order|certificate|issuance|authorization|approval)/i,
      /the CA (?:works on|looks at) .*over wait_seconds/,
    ],
  },
  {
    class: 'network',
    says: [
      /certificate verify failed|CERTIFICATE_VERIFY_FAILED|x509: certificate|self[- ]signed certificate/i,
      /TLS certificate of .* is not trusted|tls: |handshake fail|wrong version number/i,
      /\bSSL(?:CertVerification|EOF)?Error/,
    ],
  },
  {
    class: 'credentials',
    says: [
      /unauthori[sz]ed|not authori[sz]ed|\bforbidden\b|access[ _]denied|accountDoesNotExist/i,
      /authentication (?:failed|failure|error)|not authenticated|log ?in failed|invalid_(?:grant|client)/i,
      /(?:bad|invalid|expired|wrong|missing|incorrect|revoked)[ _](?:client |api |access |auth )?(?:token|credentials?|password|secret|signature)\b/i,
      /(?:invalid|expired|wrong|missing|incorrect|revoked)[ _](?:api|access|auth)[ _]?key|invalid role or secret id/i,
      /(?:token|api[ _]?key|credentials?|password|secret) (?:is|has|was)(?: been)? (?:expired|invalid|revoked|wrong|rejected|not valid)/i,
      /InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient|ExpiredToken|Unable to locate credentials/,
      /permission denied/i,
      /passphrase does not open/,
    ],
    unless: [/Errno 13/, new RegExp(`unauthorized.*(?:${challenge.source})`, 'is')],
  },
  { class: 'credentials', says: [http('401|403')], unless: [/acme/i, challenge] },
  {
    class: 'network',
    says: [
      /connection (?:refused|reset|aborted|timed out|error)|Connection(?:Refused|Reset|Aborted)?Error|NewConnectionError/i,
      /name or service not known|name resolution|could not resolve|no such host|getaddrinfo|NXDOMAIN|DNS problem/i,
      /network is unreachable|no route to host|timed out|timeout|deadline exceeded|Max retries exceeded/i,
      /closed connection without response|RemoteDisconnected|unexpected EOF|EOF occurred|tunnel connection failed/i,
      /no answer from|the CA does not answer|service unavailable|bad gateway|acme:error:(?:connection|tls|dns)\b/i,
      http('407|502|503|504'),
    ],
    unless: [/(?:invalid|unexpected|must be).{0,20}timeout/i, /timeout must be/i],
  },
  { class: 'ours', says: [/the openssl program is missing/] },
  {
    class: 'parameter',
    says: [
      /missing (?:required )?(?:parameter|argument|value|setting|option)/i,
      /(?:required|mandatory|unknown|invalid|bad|wrong) (?:parameter|setting|option|role)\b/i,
      /(?:parameter|setting|option)s? ['"`]?[\w-]+['"`]? (?:is|are|was|must|has)\b|no value for \w/i,
      /\b[a-z]+(?:_[a-z]+)+ (?:must be|is required|is missing|is not set|cannot be read|is no\b|is not|is too long|goes with)/,
      /\b(?:url|challenge|ttl|token|namespace|endpoint|server|host) must be\b|is not one line|go together$/,
      /Error: (?:give|set) [a-z_]+\b|: give (?:eab_kid|either)|needs dns_hook/,
    ],
    unless: [/TypeError|argument must be/],
  },
];
