"""base64url, PEM and DER, as far as ACME needs them."""

import base64
import re

COMMON_NAME = bytes.fromhex("550403")


def base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")


def tidy_pem(text):
    """PEM whose line ends were lost in a one-line field, with line ends."""
    blocks = re.findall(r"(-----BEGIN ([A-Z0-9 ]+)-----)([^-]*)(-----END \2-----)", text)
    lines = [[begin, *re.findall(".{1,64}", re.sub(r"\s|\\n", "", body)), end, ""] for begin, _, body, end in blocks]
    return "\n".join(line for block in lines for line in block) if lines else text


def issuers(chain):
    """The common names of who issued the certificates of a chain."""
    found = []
    for block in re.findall("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", chain, re.DOTALL):
        parts = elements(elements(elements(base64.b64decode(block))[0][1])[0][1])
        found += common_names(parts[3 if parts[0][0] == 0xA0 else 2][1])
    return found


def common_names(name):
    """Of a subject or an issuer."""
    pairs = [elements(pair) for _, parts in elements(name) for _, pair in elements(parts)]
    return [value.decode("utf-8", "replace") for (_, kind), (_, value) in pairs if kind == COMMON_NAME]


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
