"""Proving control of every name of an order (RFC 8555 7.5)."""

import re

from acme_error import AcmeError, words_of
from solver import Solver


def check_challenge_fits(settings, names):
    for kind, value in names:
        if settings.challenge == "http-01" and value.startswith("*."):
            raise AcmeError(f"{value} is a wildcard, which needs the challenge dns-01")
        if settings.challenge == "dns-01" and kind == "ip":
            raise AcmeError(f"{value} is an address, which needs the challenge http-01 (RFC 8738)")


def prove_control(client, settings, urls):
    """Answers a challenge for every name that the CA does not hold for proven already (RFC 8555 7.5)."""
    open_ones = []
    with Solver(settings) as solver:
        for url in urls:
            authorization = client.post(url, "").json()
            name = name_of(authorization)
            if authorization["status"] == "valid":
                continue
            if authorization["status"] != "pending":
                raise AcmeError(f"the CA holds the authorization of {name} for {authorization['status']}")
            challenge = choose_challenge(authorization, settings.challenge)
            solver.present(authorization["identifier"]["value"], challenge["token"], client.key.thumbprint)
            open_ones.append((name, url, challenge))
        if not open_ones:
            return
        names = listed(sorted(name for name, _, _ in open_ones))
        print(f"PROGRESS: proving control of {names} by {settings.challenge}", flush=True)
        solver.settle(client)
        for _, _, challenge in open_ones:
            if challenge["status"] == "pending":
                client.post(challenge["url"], {})
        ended = [client.poll(url, ("pending",), f"the CA looks at {name}") for name, url, _ in open_ones]
    failed = [why_failed(authorization) for authorization in ended if authorization["status"] != "valid"]
    if failed:
        raise AcmeError("; ".join(failed))


def choose_challenge(authorization, kind):
    offered = [challenge for challenge in authorization["challenges"] if challenge["type"] == kind]
    if not offered:
        kinds = ", ".join(challenge["type"] for challenge in authorization["challenges"])
        raise AcmeError(f"for {name_of(authorization)} the CA offers {kinds}, not {kind}")
    # It becomes a file's name and a URL's path.
    if not re.fullmatch("[A-Za-z0-9_-]{1,200}", offered[0]["token"]):
        raise AcmeError("the CA's token is not base64url (RFC 8555 8.1)")
    return offered[0]


def why_failed(authorization):
    errors = [challenge["error"] for challenge in authorization["challenges"] if challenge.get("error")]
    why = "; ".join(words_of(error) for error in errors) or f"the authorization is {authorization['status']}"
    return f"{name_of(authorization)}: {why}"


def name_of(authorization):
    return ("*." if authorization.get("wildcard") else "") + authorization["identifier"]["value"]


def listed(names):
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
