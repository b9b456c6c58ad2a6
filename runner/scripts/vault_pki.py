"""The PKI secrets engine of HashiCorp Vault or OpenBao, which signs by one of its roles.

Parameters:
    vault_url (required): address of the server, such as https://vault.example.com:8200
    role (required): name of the PKI role, which says what may be in a certificate
    token (optional, sensitive): a token that may update MOUNT/sign/ROLE; or else an AppRole logs in
    role_id (optional): the AppRole's role id
    secret_id (optional, sensitive): the AppRole's secret id
    approle_mount (optional): path of the AppRole auth method, approle unless given
    namespace (optional): namespace of all of it (Vault Enterprise, OpenBao)
    mount (optional): path of the PKI secrets engine, pki unless given
    ttl (optional, dynamic): how long the certificate is valid, such as 720h; the role's default unless given
    ca_bundle (optional): CA certificates to trust for HTTPS instead of the system's: a path, or the PEM itself

A token from an AppRole is for this run alone and is revoked at its end. The certificate comes with its chain.
"""

import http.client
import json
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request

REQUEST_SECONDS = 60
MOST_BYTES = 1 << 20


class VaultError(Exception):
    """Something that whoever reads it can put right, or take up with the server's admins."""


def certificate_request(csr, common_name, args_dict):
    given = {name: value.strip() for name, value in args_dict.items()}
    check_parameters(given)
    vault = Vault(given)
    is_ours = not given.get("token")
    vault.token = given.get("token") or log_in(vault, given)
    try:
        print(f"PROGRESS: asking {vault.url} to sign the certificate of {common_name}", flush=True)
        return sign(vault, csr, common_name, given)
    finally:
        if is_ours:
            log_out(vault)


def check_parameters(given):
    faults = [f"no value for {name}" for name in ("vault_url", "role") if not given.get(name)]
    if given.get("vault_url") and not given["vault_url"].startswith("https://"):
        faults.append("vault_url must be an https:// address")
    if bool(given.get("token")) == bool(given.get("role_id")):
        faults.append("give either token, or role_id with secret_id")
    if given.get("secret_id") and not given.get("role_id"):
        faults.append("secret_id goes with role_id")
    if not re.fullmatch("([0-9]+[smhd]?)?", given.get("ttl", "")):
        faults.append(f"ttl must be a time such as 720h, not {given['ttl']!r}")
    # They go into headers, where a line end would begin another one.
    faults += [f"{name} is not one line" for name in ("token", "namespace") if not given.get(name, "").isprintable()]
    if faults:
        raise VaultError("; ".join(faults))


def sign(vault, csr, common_name, given):
    """Where a role uses the CSR's names, as roles do unless told otherwise, they win over the common name."""
    wish = {"csr": csr, "common_name": common_name, "format": "pem"}
    if given.get("ttl"):
        wish["ttl"] = given["ttl"]
    path = f"{given.get('mount') or 'pki'}/sign/{urllib.parse.quote(given['role'], safe='')}"
    answer = vault.post(path, wish)
    for warning in answer.get("warnings") or []:
        print(f"the server warns: {warning}", flush=True)
    data = answer.get("data") or {}
    if not data.get("certificate"):
        raise VaultError("the server answered without a certificate")
    issuers = data.get("ca_chain") or [data.get("issuing_ca") or ""]
    parts = [data["certificate"], *issuers]
    return "".join(dict.fromkeys(f"{part.strip()}\n" for part in parts if part.strip()))


def log_in(vault, given):
    print("PROGRESS: logging in by AppRole", flush=True)
    wish = {"role_id": given["role_id"]}
    if given.get("secret_id"):
        wish["secret_id"] = given["secret_id"]
    answer = vault.post(f"auth/{given.get('approle_mount') or 'approle'}/login", wish)
    token = (answer.get("auth") or {}).get("client_token")
    if not token:
        raise VaultError("the server's answer to the AppRole has no token")
    return token


def log_out(vault):
    try:
        vault.post("auth/token/revoke-self", {})
    except VaultError as error:
        print(f"the run's token could not be revoked, it ends by itself: {error}", flush=True)


class Vault:
    """One server. Its words for a refusal become the error; what is sent never does."""

    def __init__(self, given):
        self.url = given["vault_url"].rstrip("/")
        self.namespace = given.get("namespace", "")
        self.token = ""
        https = urllib.request.HTTPSHandler(context=tls_context(given.get("ca_bundle", "")))
        self.opener = urllib.request.build_opener(https, NoRedirects)

    def post(self, path, body):
        headers = {"Content-Type": "application/json", "X-Vault-Request": "true"}
        if self.token:
            headers["X-Vault-Token"] = self.token
        if self.namespace:
            headers["X-Vault-Namespace"] = self.namespace
        address = f"{self.url}/v1/{urllib.parse.quote(path.strip('/'), safe='/%')}"
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)
        try:
            with self.opener.open(request, timeout=REQUEST_SECONDS) as response:
                answer = response.read(MOST_BYTES)
        except urllib.error.HTTPError as error:
            raise VaultError(f"{path}: {why_refused(error)}") from None
        except (OSError, http.client.HTTPException) as error:
            raise VaultError(f"no answer from {self.url}: {getattr(error, 'reason', error)}") from error
        try:
            found = json.loads(answer or b"{}")
        except ValueError:
            raise VaultError(f"{path}: the server answered what is not JSON") from None
        return found if isinstance(found, dict) else {}


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A token is for one server: what a redirect names may be another."""

    def redirect_request(self, *_):
        return None


def why_refused(error):
    if 300 <= error.code < 400:
        return f"the server sends us to {error.headers.get('Location')}: give the active server's address"
    try:
        errors = json.loads(error.read(MOST_BYTES))["errors"]
        words = "; ".join(str(one).strip() for one in errors)
    except (ValueError, KeyError, TypeError, OSError):
        words = ""
    standing = {429: "too many requests, or a standby", 472: "a standby", 473: "a standby", 503: "sealed or down"}
    return f"refused (HTTP {error.code}): {words or standing.get(error.code, 'no reason given')}"


def tls_context(bundle):
    """Verifies, always: with the CA certificates in a file or in a text, or else with the system's."""
    try:
        text = tidy_pem(bundle) if "-----BEGIN" in bundle else None
        return ssl.create_default_context(cafile=None if text else bundle or None, cadata=text)
    except (OSError, ValueError) as error:
        raise VaultError(f"ca_bundle cannot be read: {error}") from None


def tidy_pem(text):
    """PEM whose line ends were lost in a one-line field, with line ends."""
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----", text)
    lines = [["-----BEGIN CERTIFICATE-----", *body.split(), "-----END CERTIFICATE-----"] for body in blocks]
    return "\n".join(line for block in lines for line in block) + "\n"
