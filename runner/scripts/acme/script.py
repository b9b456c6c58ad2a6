"""A CA that speaks ACME (RFC 8555): Let's Encrypt, ZeroSSL, Google, Sectigo, DigiCert, step-ca and others.

Parameters:
    directory_url (required): the CA's ACME directory, such as https://acme-v02.api.letsencrypt.org/directory
    agree_terms (optional): yes, if you agree to the CA's terms of service, which it may insist on
    contact (optional): e-mail addresses for the CA to write to, with commas between them
    account_key (optional, sensitive): private key of the account (PEM: EC, or RSA); without it, one is made and kept
    state_dir (optional): where to keep the account's key, an absolute path, unless the profile keeps state
    eab_kid (optional): key id of an external account binding, if the CA gave you one
    eab_hmac_key (optional, sensitive): the binding's HMAC key, base64url as the CA gives it
    challenge (optional): http-01 (the default) or dns-01; a wildcard needs dns-01
    http_port (optional): http-01: port to answer the CA on, 80 unless something forwards to another one
    webroot (optional): http-01: directory that a web server serves as http://NAME/, instead of answering on a port
    dns_hook (optional): dns-01: program called as HOOK present|cleanup _acme-challenge.NAME VALUE, for a TXT record
    dns_hook_input (optional, sensitive): dns-01: what the hook gets on its standard input, such as an API token
    dns_wait (optional): dns-01: seconds from the hook's end until the CA is told to look, 0 unless given
    ca_bundle (optional): CA certificates to trust instead of the system's: a path, or the PEM itself
    preferred_chain (optional): common name of an issuer; of several chains, the first that has it is taken
    wait_seconds (optional): limit for everything the CA is waited for, 300 unless given

Needs the openssl program. The account's key signs every message. Without account_key it is made in the first run and
kept in the profile's state (COUNTERSIGN_STATE_DIR), or in state_dir if that is given. A hook must add its record beside others of the same name (a name and its
wildcard need two) and return when the record can be seen.
"""

import contextlib
import re
import urllib.parse

from account_key import AccountKey, kept_key
from acme_client import Client
from acme_csr import Csr
from acme_error import AcmeError, Unreachable, words_of
from acme_settings import Settings
from encoding import base64url, issuers
from proof import check_challenge_fits, listed, prove_control

FINALIZE_TRIES = 5


def certificate_request(csr, common_name, args_dict):
    settings = Settings(args_dict)
    wanted = Csr(csr)
    check_challenge_fits(settings, wanted.names)
    client = Client(settings, AccountKey(settings.account_key or kept_key(settings)))
    client.open_account(settings)
    print(f"PROGRESS: ordering a certificate for {listed([value for _, value in wanted.names])}", flush=True)
    identifiers = [{"type": kind, "value": value} for kind, value in wanted.names]
    answer = client.post(client.directory["newOrder"], {"identifiers": identifiers})
    order, order_url = answer.json(), answer.headers["Location"]
    if order["status"] == "pending":
        prove_control(client, settings, order["authorizations"])
    order = finalize(client, order_url, wanted.der)
    return download(client, order["certificate"], settings.preferred_chain)


def finalize(client, order_url, csr_der):
    """Hands in the CSR once the order is ready; no answer is no reason to believe that it was not taken."""
    print("PROGRESS: waiting for the CA to issue", flush=True)
    for _ in range(FINALIZE_TRIES):
        order = client.poll(order_url, ("pending", "processing"), "the CA works on the order")
        if order["status"] != "ready":
            break
        with contextlib.suppress(Unreachable):
            client.post(order["finalize"], {"csr": base64url(csr_der)})
    if order["status"] != "valid":
        why = words_of(order["error"]) if order.get("error") else "no reason given"
        raise AcmeError(f"the CA made the order {order['status']}: {why}")
    return order


def download(client, url, preferred):
    """The chain, or one of the others that the CA offers (RFC 8555 7.4.2)."""
    answer = client.post(url, "", accept="application/pem-certificate-chain")
    chain = answer.text()
    if not preferred or preferred in issuers(chain):
        return chain
    for link in answer.headers.get_all("Link", []):
        found = re.match(r'\s*<([^>]+)>\s*;.*\brel="?alternate"?', link)
        other = found and client.post(urllib.parse.urljoin(url, found.group(1)), "").text()
        if other and preferred in issuers(other):
            return other
    print(f"no chain has an issuer {preferred!r}: taking the CA's first", flush=True)
    return chain
