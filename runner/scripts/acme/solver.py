"""The ways to show a CA what it wants to see: an own listener, a web server's directory, a DNS hook."""

import contextlib
import errno
import hashlib
import http.server
import os
import re
import socket
import socketserver
import subprocess
import sys
import threading

from acme_error import AcmeError
from encoding import base64url


class Solver:
    """Shows the CA what it wants to see, by the way that the parameters choose, and takes it away again."""

    def __init__(self, settings):
        self.settings = settings
        self.answers = {}
        self.undo = contextlib.ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return self.undo.__exit__(*error)

    def present(self, name, token, thumbprint):
        answer = f"{token}.{thumbprint}"
        if self.settings.challenge == "dns-01":
            self.call_hook(name, base64url(hashlib.sha256(answer.encode()).digest()))
        elif self.settings.webroot:
            self.write_file(token, answer)
        else:
            self.answers[token] = answer

    def settle(self, client):
        """Everything is presented: until here the CA has not been told to look."""
        if self.settings.challenge == "dns-01" and self.settings.dns_wait:
            client.wait(self.settings.dns_wait, "the DNS records are given time")
        if self.answers:
            self.undo.enter_context(listener(self.settings.http_port, self.answers, client.wait))

    def call_hook(self, name, value):
        record = f"_acme-challenge.{name}"
        self.undo.callback(self.hook, "cleanup", record, value)
        done = self.hook("present", record, value)
        if done != 0:
            raise AcmeError(f"the DNS hook failed for {record} ({done}); see what it wrote")

    def hook(self, *arguments):
        given = self.settings.dns_hook_input.encode()
        try:
            command = [*self.settings.dns_hook, *arguments]
            # Its words go where ours go.
            return subprocess.run(command, input=given, timeout=self.settings.wait_seconds, check=False).returncode
        except (OSError, subprocess.TimeoutExpired) as error:
            print(f"the DNS hook could not {arguments[0]} {arguments[1]}: {error}", flush=True)
            return type(error).__name__

    def write_file(self, token, answer):
        folder = os.path.join(self.settings.webroot, ".well-known", "acme-challenge")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, token)
        with open(path, "x", encoding="ascii") as file:
            self.undo.callback(os.unlink, path)
            file.write(answer)
        # The web server is another user, and ours lets nobody else read.
        for open_to_all, mode in ((path, 0o644), (folder, 0o755), (os.path.dirname(folder), 0o755)):
            with contextlib.suppress(PermissionError):
                os.chmod(open_to_all, mode)


@contextlib.contextmanager
def listener(port, answers, wait):
    """Answers http-01 on all addresses of this machine. Waits while another run holds the port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self):
            answer = answers.get(self.path.rpartition("/.well-known/acme-challenge/")[2])
            self.send_response(404 if answer is None else 200)
            self.send_header("Content-Type", "application/octet-stream")
            self.end_headers()
            self.wfile.write((answer or "").encode())

        def log_message(self, format, *words):
            # Anybody may ask. In one piece, since several do at once.
            asked = re.sub("[^ -~]", "?", str(words[0]))[:200]
            sys.stdout.write(f"{self.client_address[0].removeprefix('::ffff:')} asked: {asked}\n")

    class Server(http.server.ThreadingHTTPServer):
        def server_bind(self):
            if self.address_family == socket.AF_INET6:
                self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            # Without asking DNS for our own name, as HTTPServer does.
            socketserver.TCPServer.server_bind(self)
            self.server_name, self.server_port = "", port

    server = open_server(Server, port, Handler)
    while server is None:
        wait(1, f"port {port} is taken, by another run or another program")
        server = open_server(Server, port, Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def open_server(server, port, handler):
    """On IPv6 and IPv4 in one, or on IPv4 where a machine has no other. None while the port is taken."""
    for family in (socket.AF_INET6, socket.AF_INET):
        kind = type("Server", (server,), {"address_family": family})
        try:
            return kind(("", port), handler)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return None
            if error.errno in (errno.EACCES, errno.EPERM):
                raise AcmeError(f"this user may not open port {port}: set http_port, and forward {port} to it") from None
            if family == socket.AF_INET:
                raise AcmeError(f"port {port} cannot be opened: {error}") from error
    return None
