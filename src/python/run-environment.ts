/** What a script's programs need to find each other, speak the user's language and reach a CA. Nothing else. */
// TMPDIR says where the run's own directory is made; the script sees that directory as its TMPDIR.
const names =
  /^(PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|(https?|no|all)_proxy|(HTTPS?|NO|ALL)_PROXY|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables of `environment` that a run may see: the few above and those in `passed`. A run process is
 * started with these only, since whatever it is started with can be read in /proc by the script.
 */
export function runEnvironment(environment: Environment, passed: readonly string[]): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && (names.test(name) || passed.includes(name)) ? [[name, value] as const] : [],
  );
  return Object.fromEntries(kept);
}
