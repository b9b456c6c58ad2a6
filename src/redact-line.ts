const redacted = '[redacted]';

/** Fields whose values are never logged, at any depth; compared without case, `-` and `_`. */
const secretFields: ReadonlySet<string> = new Set([
  'accesstoken',
  'apptoken',
  'args', // of a Redis command that failed: a whole record, or the password
  'argsdict',
  'authorization',
  'bottoken',
  'challenge',
  'challengepassword',
  'clientsecret',
  'cookie',
  'countersignkeys',
  'csr',
  'initialvalue',
  'keys',
  'passphrase',
  'password',
  'pem',
  'privatekey',
  'privatemetadata',
  'refreshtoken',
  'responseurl',
  'secret',
  'setcookie',
  'signingsecret',
  'slackapptoken',
  'slackbottoken',
  'slacksigningsecret',
  'state', // a view's state holds what people typed
  'ticket',
  'token',
  'values',
  'xslacksignature',
]);

/** What a secret looks like wherever it stands in a text; each keeps enough to tell what was there. */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/\b(xox[a-z](?:\.xox[a-z])?-|xapp-)[\w-]+/g, `$1${redacted}`],
  [
    /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----)[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
    `$1${redacted}`,
  ],
  [/\b(Authorization: *Basic|Bearer) [\w.~+/=-]+/gi, `$1 ${redacted}`],
  [/\b(\w+:\/\/[^\s/:@]*:)[^\s/@]+@/g, `$1${redacted}@`], // the password of an address
  [/\b(hooks\.slack\.com\/)\S+/g, `$1${redacted}`],
  [/\b(ticket=)[\w-]+/g, `$1${redacted}`], // Socket Mode's address admits whoever has it
];

const redactText = (text: string): string =>
  secretTexts.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);

const isSecretField = (name: string): boolean => secretFields.has(name.replace(/[-_]/g, '').toLowerCase());

/** A parameter is logged by its name and marks. */
const hidesValue = (fields: object): boolean => 'sensitive' in fields && fields.sensitive !== false;

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && value.type === 'Buffer' && 'data' in value) return '[bytes]';
  const isHidden = (name: string) => isSecretField(name) || (name === 'value' && hidesValue(value));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      redactText(name),
      isHidden(name) && field !== null ? redacted : redactValue(field),
    ]),
  );
}

/** Takes one line of JSON and gives it back without secrets; what is not JSON is redacted as text. */
export function redactLine(line: string): string {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return redactText(line);
  }
  return `${JSON.stringify(redactValue(fields))}\n`;
}
