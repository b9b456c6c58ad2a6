"""A CFSSL server (cfssl serve) that signs what is authenticated by a key.

Parameters:
    url (required): address of the server, such as https://ca.example.com:8888
    auth_key (required, sensitive): the key of the profile's auth_key in the server's configuration, in hex
    profile (optional): signing profile, if it is not the server's default one
    label (optional): label of the signer, for a server with several
    ca_bundle (optional): CA certificates to trust for HTTPS instead of the system's: a path, or the PEM itself

The names come from the CSR; where it has none, the common name stands in. The CA's own certificate is put behind
the certificate, as the server tells it.
"""

import base64
import hashlib
import hmac
import http.client
import json
import re
import ssl
import urllib.error
import urllib.request

REQUEST_SECONDS = 60
MOST_BYTES = 1 << 20
SUBJECT_ALT_NAME = bytes.fromhex("0603551d11")  # its object identifier, as DER
HOST = r"(\*\.)?[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})+|[0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]*"


class CfsslError(Exception):
    """Something that whoever reads it can put right, or take up with the CA."""


def certificate_request(csr, common_name, args_dict):
    given = {name: value.strip() for name, value in args_dict.items()}
    url, key = read_parameters(given)
    server = Server(url, given.get("ca_bundle", ""))
    which = {"profile": given.get("profile", ""), "label": given.get("label", "")}
    wish = {"certificate_request": csr, **which}
    if not has_names(csr) and re.fullmatch(HOST, common_name):
        wish["hosts"] = [common_name]
    request = json.dumps(wish).encode()
    token = hmac.new(key, request, hashlib.sha256).digest()
    print(f"PROGRESS: asking {url} to sign the certificate of {common_name}", flush=True)
    signed = server.post("authsign", {"token": base64_of(token), "request": base64_of(request)})
    certificate = signed["certificate"].strip() + "\n"
    try:
        return certificate + server.post("info", which)["certificate"].strip() + "\n"
    except CfsslError as error:
        # There is a certificate now: better without its issuer than lost.
        print(f"the CA's own certificate is not there: {error}", flush=True)
        return certificate


def read_parameters(given):
    url, key = given.get("url", "").rstrip("/"), given.get("auth_key", "")
    faults = []
    if not url.startswith("https://"):
        faults.append("url must be an https:// address")
    if not re.fullmatch("([0-9A-Fa-f]{2}){16,}", key):
        faults.append("auth_key must be at least 16 octets in hex")
    if faults:
        raise CfsslError("; ".join(faults))
    return url, bytes.fromhex(key)


def has_names(csr):
    body = "".join(line for line in csr.splitlines() if not line.startswith("-----"))
    try:
        return SUBJECT_ALT_NAME in base64.b64decode(body)
    except ValueError:
        raise CfsslError("this CSR is not PEM") from None


class Server:
    def __init__(self, url, ca_bundle):
        self.url = url
        https = urllib.request.HTTPSHandler(context=tls_context(ca_bundle))
        self.opener = urllib.request.build_opener(https, NoRedirects)

    def post(self, endpoint, body):
        """The result of an endpoint of its API; raises CfsslError with its messages."""
        address = f"{self.url}/api/v1/cfssl/{endpoint}"
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)
        try:
            with self.opener.open(request, timeout=REQUEST_SECONDS) as response:
                answer = response.read(MOST_BYTES)
        except urllib.error.HTTPError as error:
            raise CfsslError(f"the CA refused (HTTP {error.code}): {words_of(error.read(MOST_BYTES))}") from None
        except (OSError, http.client.HTTPException) as error:
            raise CfsslError(f"no answer from {self.url}: {getattr(error, 'reason', error)}") from error
        try:
            found = json.loads(answer)
            if found["success"] and isinstance(found["result"]["certificate"], str):
                return found["result"]
        except (ValueError, KeyError, TypeError):
            pass
        raise CfsslError(f"the CA refused: {words_of(answer)}")


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """What is authenticated for one server is not for another."""

    def redirect_request(self, *_):
        return None


def words_of(body):
    text = body.decode("utf-8", "replace")
    try:
        errors = json.loads(text)["errors"]
        return "; ".join(f"{error['message']} ({error['code']})" for error in errors) or "no reason given"
    except (ValueError, KeyError, TypeError):
        return text.strip()[:200] or "no reason given"


def tls_context(bundle):
    """Verifies, always: with the CA certificates in a file or in a text, or else with the system's."""
    try:
        text = tidy_pem(bundle) if "-----BEGIN" in bundle else None
        return ssl.create_default_context(cafile=None if text else bundle or None, cadata=text)
    except (OSError, ValueError) as error:
        raise CfsslError(f"ca_bundle cannot be read: {error}") from None


def tidy_pem(text):
    """PEM whose line ends were lost in a one-line field, with line ends."""
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----", text)
    lines = [["-----BEGIN CERTIFICATE-----", *body.split(), "-----END CERTIFICATE-----"] for body in blocks]
    return "\n".join(line for block in lines for line in block) + "\n"


def base64_of(octets):
    return base64.b64encode(octets).decode("ascii")
