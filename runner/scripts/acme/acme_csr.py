"""What an order needs of a CSR (RFC 2986)."""

import base64
import contextlib
import ipaddress
import re

from acme_error import AcmeError
from encoding import common_names, elements

EXTENSION_REQUEST = bytes.fromhex("2a864886f70d01090e")
SUBJECT_ALT_NAME = bytes.fromhex("551d11")


class Csr:
    """What an order needs of a CSR (RFC 2986): its DER, and every name in it, once, as ACME writes them."""

    def __init__(self, text):
        block = "-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----(.*?)-----END (?:NEW )?CERTIFICATE REQUEST-----"
        found = re.search(block, text, re.DOTALL)
        if found is None:
            raise AcmeError("this is not a CSR in PEM form")
        try:
            self.der = base64.b64decode(found.group(1))
            request = elements(elements(self.der)[0][1])[0][1]
            _version, (_, subject), _key, *attributes = elements(request)
            names = list(requested_names(attributes[0][1] if attributes else b""))
            names += [name for name in map(host_name, common_names(subject)) if name]
        except (IndexError, ValueError) as error:
            raise AcmeError(f"this CSR cannot be read: {error}") from error
        self.names = list(dict.fromkeys(names))
        if not self.names:
            raise AcmeError("the CSR names no host")


def requested_names(attributes):
    """The subject alternative names, as (kind, value)."""
    for _, attribute in elements(attributes):
        (_, kind), (_, values) = elements(attribute)
        if kind != EXTENSION_REQUEST:
            continue
        for _, extension in elements(elements(values)[0][1]):
            (_, name), *_, (_, value) = elements(extension)
            for tag, content in elements(elements(value)[0][1]) if name == SUBJECT_ALT_NAME else []:
                if tag == 0x82:
                    yield "dns", content.decode("ascii").lower()
                elif tag == 0x87:
                    yield "ip", str(ipaddress.ip_address(content))
                else:
                    raise ValueError("ACME is for host names and addresses, and it asks for a name of another kind")


def host_name(text):
    with contextlib.suppress(ValueError):
        return "ip", str(ipaddress.ip_address(text))
    is_host = re.fullmatch(r"(\*\.)?[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})+", text)
    return ("dns", text.lower()) if is_host else None
