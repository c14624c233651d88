"""Stands before a simulated client that takes plain messages, and lets in whom Debian's own GSSAPI lets in.

One connection is one security context, as with WinRM. Over HTTP every message has to be sealed, and every answer is;
over TLS messages are plain. Whoever is let in is forwarded upstream under the simulator's own account. The keys are
those of KRB5_KTNAME, or for NTLM the accounts of NTLM_USER_FILE.

Prints its port as a line of JSON, and ends with its standard input.
"""

import argparse
import base64
import json
import os
import ssl
import sys
import threading
from http.server import ThreadingHTTPServer

from connection import IDLE_S, ROGUES, Connection, form_of, told
from contexts import acceptor_credentials, certificate_bindings


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upstream", required=True, metavar="HOST:PORT")
    parser.add_argument("--mech", choices=["krb5", "ntlm", "both"], default="krb5")
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--strict-cbt", action="store_true", help="refuse who does not bind to the TLS channel")
    parser.add_argument("--no-iov", action="store_true", help="seal by gss_wrap instead of gss_wrap_iov")
    parser.add_argument("--error-tokens", action="store_true", help="say in a token why somebody is refused")
    parser.add_argument("--forget-after", type=int, metavar="N", help="forget who logged on after N answers")
    parser.add_argument("--rogue", choices=ROGUES, help="be a host that is not the one it says it is")
    parser.add_argument("--trace", metavar="FILE")
    return parser.parse_args()


class Trace:
    """One line of JSON for each event, in the order in which they happened."""

    def __init__(self, path):
        self._file = None if path is None else open(path, "a", encoding="utf-8")
        self._lock = threading.Lock()

    def write(self, **event):
        with self._lock:
            if self._file is not None:
                self._file.write(json.dumps(event) + "\n")
                self._file.flush()


class Acceptor(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 4096

    def __init__(self, arguments):
        super().__init__(("127.0.0.1", 0), Connection)
        self.trace = Trace(arguments.trace)
        host, port = arguments.upstream.rsplit(":", 1)
        self.upstream = (host, int(port))
        user, password = os.environ["UPSTREAM_USERNAME"], os.environ["UPSTREAM_PASSWORD"]
        self.account = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self.mech = arguments.mech
        self.by_iov = not arguments.no_iov
        self.strict_cbt = arguments.strict_cbt
        self.error_tokens = arguments.error_tokens
        self.rogue = arguments.rogue
        self.forget_after = arguments.forget_after
        self.tls = None
        self.bindings = None
        if arguments.tls is not None:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(*arguments.tls)
            self.bindings = certificate_bindings(arguments.tls[0])
        self._credentials = {}
        self._lock = threading.Lock()
        self._count = 0

    def count(self):
        with self._lock:
            self._count += 1
            return self._count

    def credentials_for(self, token, host):
        """Of every service for Kerberos. NTLM tells the name of the computer it is on, which is that of the host."""
        mech, service = self.mech, None
        if mech == "both" and form_of(token) == "ntlm":
            mech = "ntlm"
        if mech == "ntlm" and host is not None:
            service = "HTTP@" + host.rsplit(":", 1)[0]
        with self._lock:
            if (mech, service) not in self._credentials:
                self._credentials[mech, service] = acceptor_credentials(mech, service)
            return self._credentials[mech, service]

    def finish_request(self, request, client_address):
        """In the thread of the connection, so that a slow handshake holds up nobody else."""
        if self.tls is not None:
            request.settimeout(IDLE_S)
            request = self.tls.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address):
        self.trace.write(event="broken", why=told(sys.exc_info()[1]))


def main():
    acceptor = Acceptor(read_arguments())
    threading.Thread(target=acceptor.serve_forever, daemon=True).start()
    print(json.dumps({"port": acceptor.server_address[1]}), flush=True)
    sys.stdin.buffer.read()


main()
