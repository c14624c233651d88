"""Stands before a simulated client that takes plain messages, and lets in whom Debian's own GSSAPI lets in.

One connection is one security context, as with WinRM. Over HTTP every message has to be sealed, and every answer is;
over TLS messages are plain. Whoever is let in is forwarded upstream under the simulator's own account. The keys are
those of KRB5_KTNAME, or for NTLM the accounts of NTLM_USER_FILE.

Prints its port as a line of JSON, and ends with its standard input.
"""

import argparse
import base64
import http.client
import json
import os
import socket
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import multipart
from contexts import Acceptance, acceptor_credentials, certificate_bindings
from gssapi.exceptions import GSSError

SOAP = "application/soap+xml;charset=UTF-8"
IDLE_S = 120


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upstream", required=True, metavar="HOST:PORT")
    parser.add_argument("--mech", choices=["krb5", "ntlm"], default="krb5")
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--strict-cbt", action="store_true", help="refuse who does not bind to the TLS channel")
    parser.add_argument("--no-iov", action="store_true", help="seal by gss_wrap instead of gss_wrap_iov")
    parser.add_argument("--error-tokens", action="store_true", help="say in a token why somebody is refused")
    parser.add_argument("--forget-after", type=int, metavar="N", help="forget who logged on after N answers")
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


class Connection(BaseHTTPRequestHandler):
    """One connection: who logged on to it, and the requests that come over it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = IDLE_S

    def setup(self):
        super().setup()
        self.number = self.server.count()
        self.answers = 0
        self.context = None
        self.scheme = "negotiate"
        self.upstream = None

    def finish(self):
        if self.upstream is not None:
            self.upstream.close()
        super().finish()

    def log_message(self, *_):
        pass

    def version_string(self):
        return "Microsoft-HTTPAPI/2.0"

    def note(self, event, **more):
        self.server.trace.write(event=event, connection=self.number, host=self.headers.get("Host"), **more)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type")
        self.note(
            "request",
            sealed=multipart.is_sealed(kind),
            octets=len(body),
            authorization=(self.headers.get("Authorization") or "").split(" ")[0] or None,
        )
        answer_token = self.log_on()
        if answer_token is None:
            return
        if body == b"":
            return self.reply(200, token=answer_token)
        try:
            self.converse(kind, body, answer_token)
        except (multipart.Malformed, GSSError, ValueError) as error:
            self.note("unreadable", why=told(error))
            self.reply(400, close=True)

    do_GET = do_POST

    def log_on(self):
        """The token that goes with the answer, empty where there is none; or None where the request is answered."""
        authorization = self.headers.get("Authorization")
        if authorization is None:
            return b"" if self.is_in() else self.refuse("nobody has logged on")
        scheme, _, credentials = authorization.partition(" ")
        if scheme.lower() not in multipart.PROTOCOLS:
            return self.refuse(f"scheme {scheme} is not offered")
        if self.context is None or self.context.complete:
            self.context = Acceptance(self.server.credentials_for(self.headers.get("Host")), self.server.bindings)
            self.scheme = scheme.lower()
        try:
            token = base64.b64decode(credentials, validate=True)
            answer = self.context.step(token)
        except (GSSError, ValueError) as error:
            return self.refuse(told(error), token=getattr(error, "token", None) or b"")
        complete = self.context.complete
        self.note("token", scheme=scheme, octets=len(token), answer=len(answer), complete=complete, form=form_of(token))
        if not complete:
            return self.reply(401, token=answer)
        return self.admit(answer)

    def admit(self, answer):
        context, bindings = self.context, self.server.bindings
        bound = None if bindings is None else context.bound
        self.note(
            "logon",
            principal=context.principal,
            mech=context.inner,
            mechOid=context.mech_oid,
            flags=context.flags,
            bound=bound,
        )
        if self.server.strict_cbt and not bound:
            return self.refuse("the channel binding is missing")
        return answer

    def is_in(self):
        return self.context is not None and self.context.complete

    def converse(self, kind, body, answer_token):
        sealed = multipart.is_sealed(kind)
        if not sealed and not self.server.tls:
            return self.refuse("a plain message where sealing is demanded")
        scheme = self.scheme
        if sealed:
            signature, data, kind, length = multipart.read(kind, body, scheme)
            body = self.context.unseal(signature, data)
            self.note("unsealed", signature=len(signature), octets=len(body))
            if len(body) != length:
                raise multipart.Malformed(f"{length} bytes were announced, and {len(body)} came")
        status, kind, text, close = self.ask_upstream(kind or SOAP, body)
        if sealed and text != b"":
            signature, data, length = self.context.seal(text, by_iov=self.server.by_iov)
            self.note("sealed", signature=len(signature), octets=len(text))
            kind, text = multipart.write(signature, data, kind, length, scheme)
        self.reply(status, token=answer_token, kind=kind, body=text, close=close)
        self.answers += 1
        if self.server.forget_after is not None and self.answers >= self.server.forget_after:
            self.context = None

    def ask_upstream(self, kind, body):
        if self.upstream is None:
            self.upstream = http.client.HTTPConnection(*self.server.upstream)
        headers = {"Host": self.headers["Host"], "Content-Type": kind, "Authorization": self.server.account}
        self.upstream.request("POST", self.path, body, headers)
        answer = self.upstream.getresponse()
        text = answer.read()
        return answer.status, answer.getheader("Content-Type") or SOAP, text, answer.will_close

    def refuse(self, why, token=b""):
        """The same bytes for every reason: what Windows says to anybody whom it does not let in."""
        self.note("refused", why=why, token=len(token))
        self.context = None
        self.reply(401, token=token if self.server.error_tokens else b"", offer=True, close=True)
        return None

    def reply(self, status, *, token=b"", kind=None, body=b"", offer=False, close=False):
        self.send_response(status, "")
        if token != b"":
            scheme = self.scheme.capitalize()
            self.send_header("WWW-Authenticate", f"{scheme} {base64.b64encode(token).decode()}")
        elif offer:
            self.send_header("WWW-Authenticate", "Negotiate")
        if body != b"":
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if close:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


def told(error):
    return " ".join(str(error).split()) or type(error).__name__


def form_of(token):
    if token.startswith(b"NTLMSSP\0"):
        return "ntlm"
    # RFC 2743 3.1: the first token names its mechanism. Those that follow in SPNEGO do not.
    if b"\x2b\x06\x01\x05\x05\x02" in token[:16] or token[:1] == b"\xa1":
        return "spnego"
    return "krb5"


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

    def credentials_for(self, host):
        """Of every service for Kerberos. NTLM tells the name of the computer it is on, which is that of the host."""
        service = None
        if self.mech == "ntlm" and host is not None:
            service = "HTTP@" + host.rsplit(":", 1)[0]
        with self._lock:
            if service not in self._credentials:
                self._credentials[service] = acceptor_credentials(self.mech, service)
            return self._credentials[service]

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
