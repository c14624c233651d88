"""One connection to the acceptor: [MS-WSMV] 2.2.9.1 over HTTP/1.1, refused as http.sys refuses."""

import base64
import http.client
from http.server import BaseHTTPRequestHandler

import multipart
from contexts import Acceptance
from gssapi.exceptions import GSSError

SOAP = "application/soap+xml;charset=UTF-8"
# http.sys ends an idle connection after this long.
IDLE_S = 120
# What somebody may try who stands where a host ought to be: to leave away or to forge the proof that he is the host, to
# answer in plain, to alter what is sealed, to send an earlier answer again.
ROGUES = ["silent", "forged", "plain", "altered", "replayed"]


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
        self.first = None

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
        try:
            token = base64.b64decode(credentials, validate=True)
            if self.context is None or self.context.complete:
                own = self.server.credentials_for(token, self.headers.get("Host"))
                self.context = Acceptance(own, self.server.bindings)
                self.scheme = scheme.lower()
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
        if answer != b"" and self.server.rogue in ("silent", "forged"):
            answer = b"" if self.server.rogue == "silent" else altered(answer)
        self.note(
            "logon",
            principal=context.principal,
            mech=context.mech,
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
        if sealed and text != b"" and self.server.rogue != "plain":
            signature, data, length = self.seal(text)
            self.note("sealed", signature=len(signature), octets=len(text))
            kind, text = multipart.write(signature, data, kind, length, scheme)
        self.reply(status, token=answer_token, kind=kind, body=text, close=close)
        self.answers += 1
        if self.server.forget_after is not None and self.answers >= self.server.forget_after:
            self.context = None

    def seal(self, text):
        sealed = self.context.seal(text, by_iov=self.server.by_iov)
        if self.server.rogue == "altered":
            signature, data, length = sealed
            sealed = signature, altered(data), length
        if self.server.rogue == "replayed":
            self.first = self.first or sealed
            return self.first
        return sealed

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


def altered(octets):
    """With a bit of its last byte turned over."""
    return octets[:-1] + bytes([octets[-1] ^ 1])


def told(error):
    return " ".join(str(error).split()) or type(error).__name__


def form_of(token):
    if token.startswith(b"NTLMSSP\0"):
        return "ntlm"
    # RFC 2743 3.1: the first token names its mechanism. Those that follow in SPNEGO do not.
    if b"\x2b\x06\x01\x05\x05\x02" in token[:16] or token[:1] == b"\xa1":
        return "spnego"
    return "krb5"
