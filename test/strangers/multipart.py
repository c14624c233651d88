"""The body of a sealed message: [MS-WSMV] 2.2.9.1, its two parts byte for byte as Windows writes and asks for them."""

import re
import struct

PROTOCOLS = {"negotiate": "SPNEGO", "kerberos": "Kerberos"}
BOUNDARY = b"--Encrypted Boundary"

WHOLE = re.compile(
    rb"\A--Encrypted Boundary\r\n"
    rb"\tContent-Type: application/HTTP-(?P<protocol>SPNEGO|Kerberos)-session-encrypted\r\n"
    rb"\tOriginalContent: type=(?P<type>[^;\r\n]+;charset=[^;\r\n]+);Length=(?P<length>[0-9]+)\r\n"
    rb"--Encrypted Boundary\r\n"
    rb"\tContent-Type: application/octet-stream\r\n"
    rb"(?P<sealed>.*)--Encrypted Boundary--\r\n\Z",
    re.DOTALL,
)


class Malformed(Exception):
    """The body is not of the form."""


def is_sealed(content_type):
    return (content_type or "").lower().startswith("multipart/encrypted")


def read(content_type, body, scheme):
    """The signature, the sealed data, the type of what is inside, and the length that is claimed for it."""
    protocol = f"application/HTTP-{PROTOCOLS[scheme]}-session-encrypted"
    if content_type != f'multipart/encrypted;protocol="{protocol}";boundary="Encrypted Boundary"':
        raise Malformed(f"the content type is {content_type}")
    whole = WHOLE.match(body)
    if whole is None:
        raise Malformed("the parts are not those of [MS-WSMV] 2.2.9.1")
    if whole["protocol"].decode() != PROTOCOLS[scheme]:
        raise Malformed("the part is of another protocol than the whole")
    sealed = whole["sealed"]
    if len(sealed) < 4:
        raise Malformed("no signature")
    (signature_length,) = struct.unpack_from("<I", sealed)
    if signature_length > len(sealed) - 4:
        raise Malformed("the signature is longer than the part")
    signature = sealed[4 : 4 + signature_length]
    return signature, sealed[4 + signature_length :], whole["type"].decode(), int(whole["length"])


def write(signature, data, content_type, length, scheme):
    """The content type of the whole, and its body. `length` is that of the plain text and of its padding."""
    protocol = f"application/HTTP-{PROTOCOLS[scheme]}-session-encrypted"
    head = (
        f"\r\n\tContent-Type: {protocol}\r\n\tOriginalContent: type={content_type};Length={length}\r\n"
        "--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n"
    ).encode()
    sealed = struct.pack("<I", len(signature)) + signature + data
    body = BOUNDARY + head + sealed + BOUNDARY + b"--\r\n"
    return f'multipart/encrypted;protocol="{protocol}";boundary="Encrypted Boundary"', body
