import { parseArgs } from 'node:util';

/** `profile import`: the file (null: standard input), and the files of sensitive values by profile and parameter. */
export type ImportArguments = {
  readonly file: string | null;
  readonly dryRun: boolean;
  readonly secrets: ReadonlyMap<string, string>;
};

/** Lists every reason why this is no command line. No value that was typed is repeated: it may be a secret. */
export function readImportArguments(args: readonly string[]): ImportArguments | readonly string[] {
  const { tokens, positionals, values } = parseArgs({
    args: [...args],
    options: { 'dry-run': { type: 'boolean' }, secret: { type: 'string', multiple: true } },
    ...{ allowPositionals: true, strict: false, tokens: true },
  });
  const unknown = tokens.flatMap((token) =>
    token.kind === 'option' && token.name !== 'dry-run' && token.name !== 'secret' ? [token.rawName] : [],
  );
  const reasons = unknown.map((name) => `there is no option ${name}`);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) reasons.push('give one file, or - for standard input');
  const secrets = new Map<string, string>();
  for (const given of [values.secret ?? []].flat()) {
    const [, at, path] = /^([^=]+\.[^=]+)=@(.+)$/s.exec(String(given)) ?? [];
    if (at === undefined || path === undefined) {
      reasons.push('a sensitive value is given as --secret PROFILE.PARAM=@FILE');
    } else if (secrets.has(at)) reasons.push(`${at} is given twice`);
    else secrets.set(at, path);
  }
  if (reasons.length > 0 || file === undefined) return reasons;
  return { file: file === '-' ? null : file, dryRun: values['dry-run'] === true, secrets };
}
