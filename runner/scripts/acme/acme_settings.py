"""The parameters."""

import os
import re
import shlex

from acme_error import AcmeError
from encoding import tidy_pem


class Settings:
    """The parameters, read and checked before anything is asked of anybody; every fault is told at once."""

    def __init__(self, args):
        given = {name: value.strip() for name, value in args.items()}

        def get(name, otherwise=""):
            return given.get(name) or otherwise

        self.directory_url = get("directory_url")
        self.agrees = get("agree_terms", "no").lower() in ("yes", "true", "1")
        self.contacts = [f"mailto:{address.strip()}" for address in get("contact").split(",") if address.strip()]
        self.account_key = tidy_pem(get("account_key"))
        self.state_dir = get("state_dir", os.environ.get("COUNTERSIGN_STATE_DIR", ""))
        self.eab_kid, self.eab_hmac_key = get("eab_kid"), get("eab_hmac_key")
        self.challenge = get("challenge", "http-01")
        self.webroot = get("webroot")
        self.dns_hook_input = get("dns_hook_input")
        self.ca_bundle = get("ca_bundle")
        self.preferred_chain = get("preferred_chain")
        faults = []
        self.http_port = whole("http_port", get("http_port", "80"), 1, 65535, faults)
        self.dns_wait = whole("dns_wait", get("dns_wait", "0"), 0, 3600, faults)
        self.wait_seconds = whole("wait_seconds", get("wait_seconds", "300"), 1, 3600, faults)
        self.dns_hook = command("dns_hook", get("dns_hook"), faults)
        faults += self.faults()
        if faults:
            raise AcmeError("; ".join(faults))

    def faults(self):
        if not self.directory_url.startswith("https://"):
            yield "directory_url must be an https:// address"
        if not self.account_key and not self.state_dir:
            yield "give account_key, or let the profile keep state (or state_dir): CAs limit how many accounts one may open"
        if self.state_dir and not os.path.isabs(self.state_dir):
            yield f"state_dir must be an absolute path, not {self.state_dir!r}"
        if bool(self.eab_kid) != bool(self.eab_hmac_key):
            yield "eab_kid and eab_hmac_key go together"
        if self.challenge not in ("http-01", "dns-01"):
            yield f"challenge must be http-01 or dns-01, not {self.challenge!r}"
        if self.challenge == "dns-01" and not self.dns_hook:
            yield "dns-01 needs dns_hook"


def whole(name, text, least, most, faults):
    if re.fullmatch("[0-9]{1,5}", text) and least <= int(text) <= most:
        return int(text)
    faults.append(f"{name} must be a whole number from {least} to {most}, not {text!r}")
    return least


def command(name, text, faults):
    try:
        return shlex.split(text)
    except ValueError as error:
        faults.append(f"{name} is no command: {error}")
        return []
