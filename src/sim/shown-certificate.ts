import type { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

/**
 * The client's certificate, asked for by a second handshake, as http.sys does by default once it has seen what is asked
 * of it. TLS 1.3 has no such handshake; a caller that speaks it shows nothing.
 */
export async function shownCertificate(socket: Socket): Promise<X509Certificate | null> {
  if (!(socket instanceof TLSSocket)) return null;
  const known = socket.getPeerX509Certificate();
  if (known !== undefined || socket.getProtocol() !== "TLSv1.2") return known ?? null;
  await new Promise<void>((resolve) => {
    socket.once("close", resolve);
    socket.renegotiate({ requestCert: true, rejectUnauthorized: false }, () => resolve());
  });
  return socket.destroyed ? null : (socket.getPeerX509Certificate() ?? null);
}
