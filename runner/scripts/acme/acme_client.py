"""One CA over HTTPS (RFC 8555 6): signed requests, nonces, repeats, and the CA's account of us."""

import contextlib
import email.utils
import http.client
import json
import re
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request

from account_key import hmac_of, jws
from acme_error import AcmeError, Unreachable, words_of
from encoding import tidy_pem

NONCE_TRIES = 20
REQUEST_SECONDS = 30
MOST_BYTES = 1 << 20


class Client:
    """Signed requests to one CA: nonces, repeats and its words for what went wrong."""

    def __init__(self, settings, key):
        self.key = key
        self.account = None
        self.nonce = None
        self.deadline = time.monotonic() + settings.wait_seconds
        context = tls_context(settings.ca_bundle)
        self.opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), NoRedirects)
        self.directory = self.repeat(lambda: self.send("GET", settings.directory_url)).checked().json()
        if "newOrder" not in self.directory:
            raise AcmeError(f"{settings.directory_url} is not an ACME directory")

    def open_account(self, settings):
        """Finds the key's account, or opens one (RFC 8555 7.3); the same request does either."""
        meta = self.directory.get("meta", {})
        if meta.get("termsOfService") and not settings.agrees:
            raise AcmeError(f"set agree_terms to yes if you agree to the CA's terms: {meta['termsOfService']}")
        if meta.get("externalAccountRequired") and not settings.eab_kid:
            raise AcmeError("the CA wants an external account binding: give eab_kid and eab_hmac_key")
        wish = {"termsOfServiceAgreed": True} if settings.agrees else {}
        if settings.contacts:
            wish["contact"] = settings.contacts
        url = self.directory["newAccount"]
        if settings.eab_kid:
            protected = {"alg": "HS256", "kid": settings.eab_kid, "url": url}
            wish["externalAccountBinding"] = jws(protected, self.key.jwk, hmac_of(settings.eab_hmac_key))
        answer = self.post(url, wish)
        if answer.json().get("status") != "valid":
            raise AcmeError(f"the account is {answer.json().get('status')}")
        self.account = answer.headers["Location"]

    def post(self, url, payload, accept="application/json"):
        """A signed request; payload "" only reads (RFC 8555 6.3). Raises AcmeError with the CA's own words."""
        for _ in range(NONCE_TRIES):
            answer = self.once_or_more(url, payload, accept)
            if answer.problem_type == "badNonce":
                continue
            if answer.status in (429, 503) and answer.retry_after is not None:
                self.wait(answer.retry_after, f"the CA asks to wait ({words_of(answer.problem())})")
                continue
            return answer.checked()
        raise AcmeError(f"the CA refused {NONCE_TRIES} nonces in a row")

    def once_or_more(self, url, payload, accept):
        """What only reads may be asked again; what does something is not, who knows if it was done."""
        if payload == "":
            return self.repeat(lambda: self.send("POST", url, self.signed(url, payload), accept))
        return self.send("POST", url, self.signed(url, payload), accept)

    def poll(self, url, going_on, what):
        """Reads the object until its status is another; as often as the CA wants to be asked."""
        for count in range(10_000):
            answer = self.post(url, "")
            if answer.json()["status"] not in going_on:
                return answer.json()
            self.wait(min(2, 0.2 * 2**count) if answer.retry_after is None else answer.retry_after, what)
        raise AcmeError(f"{what} without end")

    def wait(self, seconds, what):
        if time.monotonic() + seconds > self.deadline:
            raise AcmeError(f"{what}; another {seconds:.0f} s would be over wait_seconds")
        time.sleep(seconds)

    def repeat(self, send):
        """For what may be asked twice: once more after a broken connection or an answer 5xx."""
        for pause in (1, 2, 4, 8, None):
            try:
                answer = send()
                if answer.status < 500 or answer.retry_after is not None or pause is None:
                    return answer
            except Unreachable as error:
                if pause is None:
                    raise
                print(error, flush=True)
            self.wait(pause, "the CA does not answer")
        raise AssertionError

    def signed(self, url, payload):
        if self.nonce is None:
            answer = self.repeat(lambda: self.send("HEAD", self.directory["newNonce"]))
            if self.nonce is None:
                raise AcmeError(f"the CA gives no nonce (HTTP {answer.status})")
        protected = {"alg": self.key.algorithm, "nonce": self.nonce, "url": url}
        self.nonce = None
        protected.update({"kid": self.account} if self.account else {"jwk": self.key.jwk})
        return json.dumps(jws(protected, payload, self.key.sign)).encode()

    def send(self, method, url, body=None, accept="application/json"):
        if not url.startswith("https://"):
            raise AcmeError(f"the CA names an address that is not https: {url}")
        headers = {"User-Agent": "countersign-acme/1 Python-urllib", "Accept": accept, "Accept-Language": "en"}
        if body is not None:
            headers["Content-Type"] = "application/jose+json"
        request = urllib.request.Request(url, body, headers, method=method)
        try:
            try:
                response = self.opener.open(request, timeout=REQUEST_SECONDS)
            except urllib.error.HTTPError as error:
                response = error
            with response:
                answer = Answer(response.status, response.headers, response.read(MOST_BYTES))
        except (OSError, http.client.HTTPException) as error:
            raise not_reached(url, error) from error
        self.nonce = answer.headers.get("Replay-Nonce", self.nonce)
        return answer


def not_reached(url, error):
    host = urllib.parse.urlsplit(url).netloc
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return AcmeError(f"the TLS certificate of {host} is not trusted: {reason.verify_message} (see ca_bundle)")
    return Unreachable(f"no answer from {host}: {reason}")


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A signed request is for one address; ACME has no redirects."""

    def redirect_request(self, *_):
        return None


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.problem_type = self.problem().get("type", "").rpartition(":")[2] if status >= 400 else None

    def text(self):
        return self.body.decode("utf-8", "replace")

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            raise AcmeError(f"the CA answered what is not JSON (HTTP {self.status}): {self.text()[:200]}") from None

    def problem(self):
        with contextlib.suppress(AcmeError):
            body = self.json()
            if isinstance(body, dict):
                return body
        return {"detail": self.text()[:200] or "no reason given"}

    def checked(self):
        if self.status >= 300:
            raise AcmeError(f"the CA refused (HTTP {self.status}): {words_of(self.problem())}")
        return self

    @property
    def retry_after(self):
        """Seconds; the CA gives them or a date (RFC 9110 10.2.3)."""
        given = self.headers.get("Retry-After")
        if given is None or re.fullmatch("[0-9]{1,9}", given):
            return None if given is None else int(given)
        with contextlib.suppress(TypeError, ValueError):
            return max(0, email.utils.parsedate_to_datetime(given).timestamp() - time.time())
        return None


def tls_context(bundle):
    """Verifies, always: with the CA certificates in a file or in a text, or else with the system's."""
    try:
        text = tidy_pem(bundle) if "-----BEGIN" in bundle else None
        return ssl.create_default_context(cafile=None if text else bundle or None, cadata=text)
    except (OSError, ValueError) as error:
        raise AcmeError(f"ca_bundle cannot be read: {error}") from None
