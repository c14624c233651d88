"""Logs on to one host by Debian's python3-gssapi, posts one message and prints what came of it as JSON.

Its one argument is JSON: url; service (HTTP@host); mech ("spnego", "krb5" or "ntlm"); scheme (of the header: Negotiate,
Kerberos); ca (or null for HTTP); bindings (a certificate in PEM, whose tls-server-end-point is named, or null); sealed;
text; again (how often more it is posted on the same connection).
"""

import base64
import http.client
import json
import ssl
import sys
from urllib.parse import urlsplit

import gssapi
import multipart
from contexts import KRB5, NTLM, SPNEGO, certificate_bindings
from gssapi.raw import IOV, IOVBufferType, RequirementFlag, inquire_context, unwrap, unwrap_iov, wrap, wrap_iov

SOAP = "application/soap+xml;charset=UTF-8"
FLAGS = (
    RequirementFlag.mutual_authentication
    | RequirementFlag.confidentiality
    | RequirementFlag.integrity
    | RequirementFlag.out_of_sequence_detection
)


# A reply that is wrong is the end of it, not one to be answered.
gssapi.SecurityContext.__DEFER_STEP_ERRORS__ = False


def connect(url, ca):
    at = urlsplit(url)
    if ca is None:
        return http.client.HTTPConnection(at.hostname, at.port)
    return http.client.HTTPSConnection(at.hostname, at.port, context=ssl.create_default_context(cafile=ca))


def is_ntlm(context):
    """Whether NTLM does the work, by itself or below SPNEGO."""
    return inquire_context(context, mech=True).mech == NTLM


def seal(context, text):
    if is_ntlm(context):
        token = wrap(context, text, confidential=True).message
        return token[:16], token[16:], SOAP, len(text)
    parts = IOV(IOVBufferType.header, text, IOVBufferType.padding, std_layout=False)
    wrap_iov(context, parts, confidential=True)
    padding = parts[2].value or b""
    return parts[0].value, parts[1].value + padding, SOAP, len(text) + len(padding)


def unseal(context, signature, data):
    if is_ntlm(context):
        return unwrap(context, signature + data).message
    parts = IOV((IOVBufferType.header, False, signature), data, b"", std_layout=False)
    unwrap_iov(context, parts)
    return parts[1].value


def main(asked):
    host, scheme = connect(asked["url"], asked["ca"]), asked["scheme"]
    path, name = urlsplit(asked["url"]).path, asked["service"].partition("@")[2]

    def post(headers, body):
        host.request("POST", path, body, {"Host": name, **headers})
        answer = host.getresponse()
        return answer, answer.read()

    mech = {"spnego": SPNEGO, "krb5": KRB5, "ntlm": NTLM}[asked["mech"]]
    bindings = None if asked["bindings"] is None else certificate_bindings(asked["bindings"])
    service = gssapi.Name(asked["service"], gssapi.NameType.hostbased_service)
    context = gssapi.SecurityContext(name=service, mech=mech, flags=FLAGS, usage="initiate", channel_bindings=bindings)
    token = context.step()
    while token:
        answer, _ = post({"Authorization": f"{scheme} {base64.b64encode(token).decode()}"}, b"")
        offer = answer.getheader("WWW-Authenticate") or ""
        if answer.status == 401 and " " not in offer:
            return {"status": 401, "offer": offer}
        token = context.step(base64.b64decode(offer.partition(" ")[2])) if " " in offer else None

    seen = []
    for _ in range(1 + asked["again"]):
        text = asked["text"].encode()
        kind, body = SOAP, text
        if asked["sealed"]:
            kind, body = multipart.write(*seal(context, text), scheme.lower())
        answer, body = post({"Content-Type": kind}, body)
        sealed = multipart.is_sealed(answer.getheader("Content-Type"))
        if sealed:
            signature, data, _, length = multipart.read(answer.getheader("Content-Type"), body, scheme.lower())
            body = unseal(context, signature, data)
            if len(body) != length:
                raise multipart.Malformed(f"{length} bytes were announced, and {len(body)} came")
        seen.append({"status": answer.status, "sealed": sealed, "text": body.decode()})
    return {"complete": context.complete, "answers": seen}


try:
    print(json.dumps(main(json.loads(sys.argv[1]))))
except gssapi.exceptions.GSSError as error:
    print(json.dumps({"failed": " ".join(str(error).split())}))
