"""A web server on loopback that takes nobody without a client certificate. Python's ssl module alone.

Arguments: its certificate, its key, the authorities of clients. Prints its port. Tells each caller, in the body of its
answer, what it saw: the common name, the protocol, whether the session was resumed, the Authorization header.
"""

import socket
import ssl
import sys


def read_request(stream):
    head = b""
    while b"\r\n\r\n" not in head:
        line = stream.readline()
        if not line:
            return None
        head += line
    fields = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:] if ": " in line)
    stream.read(int(fields.get("Content-Length", "0")))
    return fields


def converse(secured):
    stream = secured.makefile("rb")
    names = dict(pair for part in secured.getpeercert()["subject"] for pair in part)
    while (fields := read_request(stream)) is not None:
        seen = [names["commonName"], secured.version(), str(secured.session_reused), fields["Authorization"]]
        body = " ".join(seen).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: {len(body)}\r\n\r\n"
        secured.sendall(head.encode() + body)


def main():
    certificate, key, authorities = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(authorities)
    context.verify_mode = ssl.CERT_REQUIRED
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        plain, _ = listener.accept()
        try:
            with context.wrap_socket(plain, server_side=True) as secured:
                converse(secured)
        except OSError:
            plain.close()


main()
