"""The key of an account, and what it signs (JWS, RFC 7515), by the openssl program."""

import base64
import contextlib
import functools
import hashlib
import hmac
import json
import os
import re
import subprocess

from acme_error import AcmeError
from encoding import base64url, elements

PIPE_SIZE = 60_000  # what fits into a pipe that nobody reads yet
RSA = bytes.fromhex("2a864886f70d010101")
EC = bytes.fromhex("2a8648ce3d0201")
# By the curve: JWS algorithm and name (RFC 7518 3.4, 6.2.1.1), digest, octets of a coordinate.
CURVES = {
    bytes.fromhex("2a8648ce3d030107"): ("ES256", "P-256", "sha256", 32),
    bytes.fromhex("2b81040022"): ("ES384", "P-384", "sha384", 48),
    bytes.fromhex("2b81040023"): ("ES512", "P-521", "sha512", 66),
}
PRIVATE = functools.partial(os.open, mode=0o600)


class AccountKey:
    """The account's private key, held in memory; openssl reads it from a pipe to sign."""

    def __init__(self, pem):
        self.pem = pem
        with pipe(pem) as key:
            given = ["-in", f"/dev/fd/{key}", "-passin", "pass:", "-pubout", "-outform", "DER"]
            public = openssl("pkey", *given, fds=[key])
        (_, algorithm), (_, bits) = elements(elements(public)[0][1])
        (_, kind), *details = elements(algorithm)
        curve = CURVES.get(details[0][1]) if details else None
        if kind == RSA:
            numbers = [number.lstrip(b"\0") for _, number in elements(elements(bits[1:])[0][1])]
            self.algorithm, self.digest = "RS256", "sha256"
            self.jwk = {"e": base64url(numbers[1]), "kty": "RSA", "n": base64url(numbers[0])}
        elif kind == EC and curve is not None and bits[1] == 4:
            self.algorithm, name, self.digest, self.size = curve
            # Of a bit string: unused bits, 4 for "uncompressed", x, y (SEC 1 2.3.3).
            x, y = bits[2 : 2 + self.size], bits[2 + self.size :]
            self.jwk = {"crv": name, "kty": "EC", "x": base64url(x), "y": base64url(y)}
        else:
            raise AcmeError("account_key must be an RSA key or an EC key on P-256, P-384 or P-521")
        canonical = json.dumps(self.jwk, sort_keys=True, separators=(",", ":"))
        self.thumbprint = base64url(hashlib.sha256(canonical.encode()).digest())

    def sign(self, message):
        with pipe(self.pem) as key:
            given = [f"-{self.digest}", "-passin", "pass:", "-sign", f"/dev/fd/{key}"]
            signature = openssl("dgst", *given, stdin=message, fds=[key])
        if self.algorithm == "RS256":
            return signature
        # JWS wants r and s side by side (RFC 7518 3.4), openssl gives a DER sequence of two integers.
        numbers = [int.from_bytes(number, "big") for _, number in elements(elements(signature)[0][1])]
        return b"".join(number.to_bytes(self.size, "big") for number in numbers)


def kept_key(settings):
    """The account's key in state_dir, one for each CA; made if there is none yet."""
    name = hashlib.sha256(settings.directory_url.encode()).hexdigest()[:16]
    path = os.path.join(settings.state_dir, f"acme-account-{name}.key")
    if not os.path.exists(path):
        os.makedirs(settings.state_dir, mode=0o700, exist_ok=True)
        part = f"{path}.{os.urandom(4).hex()}.part"
        with open(part, "xb", opener=PRIVATE) as file:
            file.write(openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"))
            file.flush()
            os.fsync(file.fileno())
        # Of two runs that come first at once, one key is kept.
        with contextlib.suppress(FileExistsError):
            os.link(part, path)
        os.unlink(part)
    with open(path, encoding="ascii") as file:
        return file.read()


def jws(protected, payload, sign):
    parts = [json.dumps(protected).encode(), b"" if payload == "" else json.dumps(payload).encode()]
    head, body = (base64url(part) for part in parts)
    return {"protected": head, "payload": body, "signature": base64url(sign(f"{head}.{body}".encode()))}


def hmac_of(key):
    try:
        digits = re.sub(r"[\s=]", "", key).replace("+", "-").replace("/", "_")
        octets = base64.b64decode(digits + "=" * (-len(digits) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise AcmeError("eab_hmac_key is not base64url") from None
    return lambda message: hmac.new(octets, message, hashlib.sha256).digest()


def openssl(command, *arguments, stdin=b"", fds=()):
    environment = {**os.environ, "OPENSSL_CONF": os.devnull}
    try:
        how = {"capture_output": True, "pass_fds": fds, "env": environment}
        done = subprocess.run(["openssl", command, *arguments], input=stdin, **how)
    except FileNotFoundError:
        raise AcmeError("the openssl program is missing (Debian, Ubuntu: apt-get install openssl)") from None
    if done.returncode == 0:
        return done.stdout
    if command in ("pkey", "dgst"):
        raise AcmeError("account_key is not a private key in PEM form without a passphrase")
    raise AcmeError(f"openssl {command} failed: {done.stderr.decode(errors='replace').strip()}")


@contextlib.contextmanager
def pipe(text):
    """What openssl is to read from a descriptor: a key is never in its arguments, environment or a file."""
    if len(text) > PIPE_SIZE:
        raise AcmeError("account_key is too long for a key")
    read, write = os.pipe()
    try:
        with open(write, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        yield read
    finally:
        os.close(read)
