"""Security contexts of Debian's own GSSAPI, as WinRM uses them: logging on, sealing, binding to a TLS channel."""

import re
import ssl
import subprocess
from hashlib import new as new_hash

import gssapi
from gssapi.raw import (
    IOV,
    BadMICError,
    ChannelBindings,
    IOVBufferType,
    RequirementFlag,
    accept_sec_context,
    acquire_cred,
    import_name,
    set_neg_mechs,
    unwrap,
    unwrap_iov,
    wrap,
    wrap_iov,
)

KRB5 = gssapi.OID.from_int_seq("1.2.840.113554.1.2.2")
SPNEGO = gssapi.OID.from_int_seq("1.3.6.1.5.5.2")
NTLM = gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10")
MECHS = {"krb5": [KRB5], "ntlm": [NTLM], "both": [KRB5, NTLM]}
MECH_NAMES = {KRB5.dotted_form: "krb5", SPNEGO.dotted_form: "spnego", NTLM.dotted_form: "ntlm"}

# [MS-NLMP] 2.2.2.9.1: NTLM's signature, which stands before the sealed data.
NTLM_SIGNATURE_LENGTH = 16
# RFC 4121 4.2.6.2: the header of a token; the right rotation count is its bytes 6 and 7.
TOKEN_HEADER_LENGTH = 16
# What stands behind the cipher text without rotation, beside the checksum: the header once more, and the confounder
# before it.
NOT_ROTATED_LENGTH = 2 * TOKEN_HEADER_LENGTH


def certificate_bindings(path):
    """tls-server-end-point of the first certificate in a file: RFC 5929 4.1, with the hash of its signature."""
    with open(path, encoding="ascii") as file:
        pem = file.read()
    first = pem[pem.index("-----BEGIN CERTIFICATE-----") : pem.index("-----END CERTIFICATE-----")]
    der = ssl.PEM_cert_to_DER_cert(first + "-----END CERTIFICATE-----\n")
    told = subprocess.run(
        ["openssl", "x509", "-inform", "DER", "-noout", "-text"], input=der, capture_output=True, check=True
    ).stdout.decode(errors="replace")
    algorithm = re.search(r"Signature Algorithm: (.*)", told)[1].lower()
    if algorithm.startswith("rsassapss"):
        algorithm = re.search(r"Hash Algorithm: (.*)", told)[1].lower()
    named = re.search(r"sha-?(384|512|224)", algorithm)
    name = f"sha{named[1]}" if named else "sha256"
    return ChannelBindings(application_data=b"tls-server-end-point:" + new_hash(name, der).digest())


def acceptor_credentials(mech, service=None):
    """Of a key of MECHS, and of SPNEGO for that alone. `service` is HTTP@host, where only that is to be accepted."""
    name = None if service is None else import_name(service.encode(), gssapi.NameType.hostbased_service)
    credentials = acquire_cred(name, mechs=[*MECHS[mech], SPNEGO], usage="accept").creds
    set_neg_mechs(credentials, MECHS[mech])
    return credentials


class Acceptance:
    """One context: the tokens that come in, and, once it stands, sealing."""

    def __init__(self, credentials, bindings):
        self._credentials = credentials
        self._bindings = bindings
        self._context = None
        self.complete = False

    def step(self, token):
        """Takes a token and gives the answer, which may be empty. Raises GSSError."""
        result = accept_sec_context(token, self._credentials, self._context, self._bindings)
        self._context = result.context
        self.complete = not result.more_steps
        if self.complete:
            # The one that does the work, below SPNEGO. gss_inquire_context would name it too, but gss-ntlmssp 1.2.0
            # does not survive that question where it was told no service.
            self.mech_oid = result.mech.dotted_form
            self.mech = MECH_NAMES.get(self.mech_oid, self.mech_oid)
            # That of gss-ntlmssp 1.2.0 ends with a NUL.
            self.principal = str(gssapi.Name(result.initiator_name)).rstrip("\0")
            self.flags = sorted(flag.name for flag in result.flags)
            self.bound = RequirementFlag.channel_bound in result.flags
        return result.token or b""

    def unseal(self, signature, data):
        """The plain text. Raises GSSError, also where it is only signed and not sealed."""
        if self.mech == "ntlm":
            plain, sealed, _ = unwrap(self._context, signature + data)
        else:
            parts = IOV((IOVBufferType.header, False, signature), data, b"", std_layout=False)
            sealed = unwrap_iov(self._context, parts).encrypted
            plain = parts[1].value or b""
        if not sealed:
            raise BadMICError
        return plain

    def seal(self, plain, by_iov):
        """The signature, the sealed data, and the length of plain text and padding."""
        if self.mech == "ntlm":
            token = wrap(self._context, plain, confidential=True).message
            return token[:NTLM_SIGNATURE_LENGTH], token[NTLM_SIGNATURE_LENGTH:], len(plain)
        if by_iov:
            parts = IOV(IOVBufferType.header, plain, IOVBufferType.padding, std_layout=False)
            wrap_iov(self._context, parts, confidential=True)
            padding = parts[2].value or b""
            return parts[0].value, parts[1].value + padding, len(plain) + len(padding)
        token = rotated(wrap(self._context, plain, confidential=True).message, len(plain))
        at = len(token) - len(plain)
        return token[:at], token[at:], len(plain)


def rotated(token, plain_length):
    """A token as gss_wrap_iov lays it out: RFC 4121 4.2.5, with the data behind everything else."""
    count = len(token) - plain_length - NOT_ROTATED_LENGTH
    head, rest = token[:TOKEN_HEADER_LENGTH], token[TOKEN_HEADER_LENGTH:]
    return head[:6] + count.to_bytes(2, "big") + head[8:] + rest[-count:] + rest[:-count]
