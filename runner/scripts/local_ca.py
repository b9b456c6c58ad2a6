"""A private CA that lives in a directory: for a demo, a lab, or names that no public CA knows.

Parameters:
    ca_dir (required): directory of the CA, an absolute path; made at first use with a new key and certificate
    ca_passphrase (required, sensitive): protects the CA's private key on disk; at least 6 characters
    valid_days (required, dynamic): how many days the certificate is valid, 1 to 825

Needs the openssl program, 3.0 or newer. In the directory are ca.pem (give it to those who are to trust the CA),
ca.key (encrypted), index.tsv (serial, time, days and common name of each certificate, written before it is
signed) and certificates/SERIAL.pem. A certificate takes the CSR's key, subject and names, and nothing else.
"""

import base64
import contextlib
import fcntl
import functools
import os
import re
import subprocess
import time

CA_DAYS = 3650
MAX_DAYS = 825
KEY_ITERATIONS = 20_000
PIPE_SIZE = 60_000  # what fits into a pipe that nobody reads yet

RSA = bytes.fromhex("2a864886f70d010101")
EXTENSION_REQUEST = bytes.fromhex("2a864886f70d01090e")
PRIVATE = functools.partial(os.open, mode=0o600)
UTC_TIME = 0x17
SUBJECT_ALT_NAME = bytes.fromhex("551d11")


class LocalCaError(Exception):
    """Something that whoever reads it can put right."""


def certificate_request(csr, common_name, args_dict):
    ca_dir, passphrase, days = read_parameters(args_dict)
    wanted = Csr(csr)
    open_ca(ca_dir, passphrase)
    with open(os.path.join(ca_dir, "ca.pem"), encoding="ascii") as file:
        ca_pem = file.read()
    check_ca_outlives(ca_pem, days)
    print(f"PROGRESS: signing the certificate of {common_name} for {days} days", flush=True)
    serial = new_serial(ca_dir, days, common_name)
    certificate = sign(ca_dir, passphrase, wanted, common_name, days, serial)
    write_whole(os.path.join(ca_dir, "certificates", f"{serial}.pem"), certificate)
    return certificate + ca_pem


def read_parameters(args):
    missing = [name for name in ("ca_dir", "ca_passphrase", "valid_days") if not args.get(name, "").strip()]
    if missing:
        raise LocalCaError(f"no value for {', '.join(missing)}")
    ca_dir, passphrase, days = args["ca_dir"].strip(), args["ca_passphrase"].strip(), args["valid_days"].strip()
    if not os.path.isabs(ca_dir):
        raise LocalCaError(f"ca_dir must be an absolute path, not {ca_dir!r}")
    if not 6 <= len(passphrase) <= 1000 or "\n" in passphrase:
        raise LocalCaError("ca_passphrase must be one line of at least 6 characters")
    if not re.fullmatch("[0-9]{1,4}", days) or not 1 <= int(days) <= MAX_DAYS:
        raise LocalCaError(f"valid_days must be a whole number of days from 1 to {MAX_DAYS}, not {days!r}")
    return ca_dir, passphrase, int(days)


def open_ca(ca_dir, passphrase):
    """Makes the CA if there is none yet. The certificate is put in place last: where it is, the CA is whole."""
    certificate = os.path.join(ca_dir, "ca.pem")
    if os.path.exists(certificate):
        return
    version = openssl("version").strip()
    if not re.match(r"OpenSSL ([3-9]|\d\d)\.", version):
        raise LocalCaError(f"OpenSSL 3.0 or newer is needed, this is {version}")
    os.makedirs(os.path.join(ca_dir, "certificates"), mode=0o700, exist_ok=True)
    os.chmod(ca_dir, 0o700)
    with locked(ca_dir):
        if os.path.exists(certificate):
            return
        print("PROGRESS: making a new CA", flush=True)
        plain = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        protect = ["-topk8", "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA256", "-iter", str(KEY_ITERATIONS)]
        with pipe(passphrase) as word:
            key = openssl("pkcs8", *protect, "-passout", f"fd:{word}", stdin=plain, fds=[word])
        write_whole(os.path.join(ca_dir, "ca.key"), key)
        write_whole(certificate, self_signed(os.path.join(ca_dir, "ca.key"), passphrase))


def self_signed(key, passphrase):
    wishes = ["basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign,cRLSign"]
    extensions = [part for wish in [*wishes, "subjectKeyIdentifier=hash"] for part in ("-addext", wish)]
    subject = f"/CN=Countersign local CA {os.urandom(4).hex()}"
    with pipe(passphrase) as word:
        given = ["-key", key, "-passin", f"fd:{word}", "-subj", subject, "-days", str(CA_DAYS), *extensions]
        return openssl("req", "-new", "-x509", "-sha256", *given, fds=[word])


def sign(ca_dir, passphrase, csr, common_name, days, serial):
    usage = "digitalSignature, keyEncipherment" if csr.is_rsa else "digitalSignature"
    names = csr.names or general_names(common_name)
    critical = "critical, " if csr.has_no_subject else ""
    extensions = [
        "basicConstraints = critical, CA:FALSE",
        f"keyUsage = critical, {usage}",
        "extendedKeyUsage = serverAuth, clientAuth",
        "subjectKeyIdentifier = hash",
        "authorityKeyIdentifier = keyid:always",
        # As bytes: whatever a name contains, it is not read as configuration.
        *([f"2.5.29.17 = {critical}DER:{names.hex()}"] if names else []),
    ]
    with pipe(passphrase) as word, pipe("\n".join(extensions)) as config:
        ca = ["-CA", os.path.join(ca_dir, "ca.pem"), "-CAkey", os.path.join(ca_dir, "ca.key")]
        given = [*ca, "-passin", f"fd:{word}", "-extfile", f"/dev/fd/{config}", "-set_serial", f"0x{serial}"]
        return openssl("x509", "-req", *given, "-sha256", "-days", str(days), stdin=csr.pem, fds=[word, config])


def check_ca_outlives(ca_pem, days):
    """A certificate that outlives its CA would stop working before its own end."""
    (_, to_be_signed), *_ = elements(elements(from_pem(ca_pem))[0][1])
    _version, _serial, _algorithm, _issuer, (_, validity), *_ = elements(to_be_signed)
    tag, end = elements(validity)[1]
    full_end = ("20" if tag == UTC_TIME else "") + end.decode("ascii")
    if time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + days * 86400)) > full_end:
        raise LocalCaError(f"the CA's own certificate ends within {days} days: choose fewer, or make a new CA")


def new_serial(ca_dir, days, common_name):
    """20 bytes, the most that RFC 5280 4.1.2.2 allows, positive. No certificate exists that the index lacks."""
    first, *rest = os.urandom(20)
    serial = bytes([first & 0x3F | 0x40, *rest]).hex()
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    line = f"{serial}\t{moment}\t{days}\t{re.sub('[^ -~]', '?', common_name)}\n"
    with locked(ca_dir), open(os.path.join(ca_dir, "index.tsv"), "a", encoding="ascii", opener=PRIVATE) as file:
        file.write(line)
    return serial


def locked(ca_dir):
    """Holds the directory's lock while the file is open."""
    file = open(os.path.join(ca_dir, "lock"), "a", encoding="ascii", opener=PRIVATE)
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def write_whole(path, text):
    """Never half a file under its name, and never one that others can read."""
    part = f"{path}.{os.urandom(4).hex()}.part"
    with open(part, "x", encoding="ascii", opener=PRIVATE) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def openssl(command, *arguments, stdin="", fds=()):
    # Without these it reads the system's configuration, and for x509 all of the system's CAs.
    environment = {**os.environ, "OPENSSL_CONF": os.devnull, "SSL_CERT_FILE": os.devnull}
    try:
        how = {"capture_output": True, "text": True, "pass_fds": fds, "env": environment}
        done = subprocess.run(["openssl", command, *arguments], input=stdin, **how)
    except FileNotFoundError:
        raise LocalCaError("the openssl program is missing (Debian, Ubuntu: apt-get install openssl)") from None
    if done.returncode == 0:
        return done.stdout
    if "decrypt" in done.stderr:
        raise LocalCaError("ca_passphrase does not open the CA's private key")
    raise LocalCaError(f"openssl {command} refused: {done.stderr.strip() or done.returncode}")


@contextlib.contextmanager
def pipe(text):
    """What openssl is to read from a descriptor: a passphrase is never in its arguments, environment or a file."""
    if len(text) > PIPE_SIZE:
        raise LocalCaError("the CSR asks for too many names")
    read, write = os.pipe()
    try:
        with open(write, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        yield read
    finally:
        os.close(read)


class Csr:
    """What a certificate takes from a CSR (RFC 2986); openssl checks the signature when it signs."""

    def __init__(self, text):
        block = "-----BEGIN (NEW )?CERTIFICATE REQUEST-----.*?-----END (NEW )?CERTIFICATE REQUEST-----"
        found = re.search(block, text, re.DOTALL)
        if found is None:
            raise LocalCaError("this is not a CSR in PEM form")
        self.pem = found.group() + "\n"
        try:
            request = elements(elements(from_pem(self.pem))[0][1])[0][1]
            _version, (_, subject), (_, key), *attributes = elements(request)
            self.has_no_subject = subject == b""
            self.is_rsa = elements(elements(key)[0][1])[0][1] == RSA
            self.names = requested_names(attributes[0][1] if attributes else b"")
        except (IndexError, ValueError) as error:
            raise LocalCaError("this CSR cannot be read") from error


def requested_names(attributes):
    """The DER of the subjectAltName that the CSR asks for, or None."""
    for _, attribute in elements(attributes):
        (_, kind), (_, values) = elements(attribute)
        if kind != EXTENSION_REQUEST:
            continue
        for _, extension in elements(elements(values)[0][1]):
            (_, name), *_, (_, value) = elements(extension)
            if name == SUBJECT_ALT_NAME and elements(elements(value)[0][1]):
                return value
    return None


def general_names(common_name):
    """The DER of a subjectAltName with the common name, if it is a name of a host; None if not."""
    import ipaddress

    try:
        return element(0x30, element(0x87, ipaddress.ip_address(common_name).packed))
    except ValueError:
        pass
    if re.fullmatch(r"(\*\.)?[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*", common_name):
        return element(0x30, element(0x82, common_name.encode("ascii")))
    return None


def from_pem(pem):
    return base64.b64decode(re.sub("-----[^-]+-----", "", pem))


def elements(der):
    """The DER elements that stand one after the other, as (tag, content)."""
    found = []
    while der:
        length, start = der[1], 2
        if length > 0x80:
            start += length - 0x80
            length = int.from_bytes(der[2:start], "big")
        if der[1] == 0x80 or len(der) < start + length:
            raise ValueError("not DER")
        found.append((der[0], der[start : start + length]))
        der = der[start + length :]
    return found


def element(tag, content):
    size = len(content)
    length = bytes([size]) if size < 0x80 else bytes([0x82, size >> 8, size & 0xFF])
    return bytes([tag]) + length + content
