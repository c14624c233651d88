/** One computer and how to reach it. */
export interface Target {
  /** The name it is known by; unique in a run without regard to case. */
  readonly name: string;
  /** Where to connect instead of resolving the name: an IP address or another host name. */
  readonly address?: string;
  /** Where the default port does not serve. */
  readonly port?: number;
  /** It is reached by TLS, whatever the connection says of the others. */
  readonly tls?: true;
  /** `any`: whatever name the computer gives of itself, it is the one meant. Absent: it must give this name. */
  readonly identity?: "any";
  /** The name that its certificate must be for, where that is another than its own. */
  readonly serverName?: string;
  /** SHA-256 of the only certificate that is accepted from it: 64 small hexadecimal digits. */
  readonly fingerprint?: string;
  /** The name of the credential that it is logged on to with, where that is another than the connection's. */
  readonly credential?: string;
}
