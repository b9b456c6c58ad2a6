import { runQuietly } from './run-quietly.mjs';

const tools = [
  {
    name: 'Python 3.9 or newer',
    command: process.env.COUNTERSIGN_PYTHON || 'python3',
    args: ['-c', 'import sys; print("Python %d.%d" % sys.version_info[:2])'],
    version: /^Python (\d+)\.(\d+)/,
    least: [3, 9],
    packages: { debian: 'python3', brew: 'python' },
  },
  {
    name: 'openssl 3 or newer',
    command: 'openssl',
    args: ['version'],
    version: /^OpenSSL (\d+)\.(\d+)/, // macOS ships LibreSSL under this name
    least: [3, 0],
    packages: { debian: 'openssl', brew: 'openssl@3' },
  },
];

/** What is wrong with the tools that we need but do not install; one sentence each, naming the package. */
export async function missingTools() {
  const found = await Promise.all(tools.map(problemWith));
  return found.filter((problem) => problem !== undefined);
}

async function problemWith({ name, command, args, version, least, packages }) {
  const { code, output } = await runQuietly(command, args);
  const advice = `install the package ${packages.debian} (Debian, Ubuntu) or ${packages.brew} (Homebrew).`;
  if (code === 127) return `${name} is needed, and there is no ${command} on PATH: ${advice}`;
  const [, major, minor] = (version.exec(output) || []).map(Number);
  const isNewEnough = major > least[0] || (major === least[0] && minor >= least[1]);
  return isNewEnough ? undefined : `${name} is needed, and ${command} is "${output.trim()}": ${advice}`;
}
