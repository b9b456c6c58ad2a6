import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../builders/free-port.js';
import { aProgram } from './a-program.js';
import { aTlsServer, type TlsServer } from './tls-server.js';

/** An ACME CA: Let's Encrypt's pebble, which refuses 5 % of all good nonces, and the DNS server that it asks. */
export type Pebble = {
  readonly dir: string;
  readonly directoryUrl: string;
  readonly caFile: string;
  readonly tls: TlsServer;
  /** Where it looks for http-01. */
  readonly httpPort: number;
  /** A dns_hook that writes to its DNS server; each call is a line in hookLog. */
  readonly dnsHook: string;
  readonly hookFolder: string;
  readonly hookLog: string;
  /** The common name of its nth root. */
  readonly rootName: (index: number) => Promise<string>;
  readonly output: () => string;
  readonly close: () => Promise<void>;
};

export const eabKey = {
  kid: 'kid-1',
  hmac: 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W',
};

export async function startPebble(
  wish: { readonly eab?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Pebble> {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-pebble-'));
  const tls = aTlsServer(dir);
  const [port, httpPort, dnsPort, dnsControl, control] = await distinctPorts();
  const config = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${control}`,
    certificate: tls.certFile,
    privateKey: tls.keyFile,
    ...{ httpPort, tlsPort: httpPort, ocspResponderURL: '' },
    externalAccountBindingRequired: wish.eab ?? false,
    ...(wish.eab ? { externalAccountMACKeys: { [eabKey.kid]: eabKey.hmac } } : {}),
  };
  writeFileSync(join(dir, 'pebble.json'), JSON.stringify({ pebble: config }));
  const dns = await aProgram({
    command: 'pebble-challtestsrv',
    args: [
      ...['-dns01', `127.0.0.1:${dnsPort}`, '-management', `127.0.0.1:${dnsControl}`],
      ...['-http01', '', '-https01', '', '-tlsalpn01', '', '-defaultIPv6', ''],
    ],
    ...{ cwd: dir, isReady: /Starting management server/ },
  });
  const ca = await aProgram({
    command: 'pebble',
    args: ['-config', join(dir, 'pebble.json'), '-dnsserver', `127.0.0.1:${dnsPort}`],
    ...{ cwd: dir, isReady: /Listening on/, env: { PEBBLE_VA_NOSLEEP: '1', ...wish.env } },
  });
  const hookFolder = join(dir, 'hook');
  mkdirSync(hookFolder);
  const hookLog = join(hookFolder, 'hook.log');
  return {
    ...{
      dir,
      directoryUrl: `https://localhost:${port}/dir`,
      caFile: tls.caFile,
      tls,
      httpPort,
      hookFolder,
      hookLog,
    },
    dnsHook: writeHook(hookFolder, dnsControl, hookLog),
    rootName: async (index) =>
      commonNameOf(await fetchText(`https://localhost:${control}/roots/${index}`, tls.ca.pem)),
    output: ca.output,
    close: async () => {
      await Promise.all([ca.close(), dns.close()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function fetchText(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { ca }, (response) => text(response).then(resolve, reject)).on('error', reject);
  });
}

const commonNameOf = (pem: string): string => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1] ?? '';

async function distinctPorts(): Promise<[number, number, number, number, number]> {
  const ports = new Set<number>();
  while (ports.size < 5) ports.add(await freePort());
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = ports;
  return [a, b, c, d, e];
}

/** Fails for a name with "refused" in it, after writing to both of its outputs. */
function writeHook(dir: string, port: number, log: string): string {
  const path = join(dir, 'hook.py');
  const program = `#!/usr/bin/env python3
import json, sys, urllib.request
verb, record, value = sys.argv[1:]
token = sys.stdin.read()
with open(${JSON.stringify(log)}, "a") as file:
    file.write(f"{verb} {record} {value} {token}\\n")
if "refused" in record:
    sys.exit("the zone is not ours")
path, body = ("set-txt", {"value": value}) if verb == "present" else ("clear-txt", {})
body = json.dumps({"host": record + ".", **body}).encode()
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
opener.open(f"http://127.0.0.1:${port}/{path}", body, timeout=10).close()
`;
  writeFileSync(path, program);
  chmodSync(path, 0o700);
  return path;
}
