import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { ntlmChannelBinding, tlsServerEndPoint } from "../net/auth/channel-binding.ts";
import { Acceptor } from "./acceptor.ts";
import { type Account, isAccount, passwordOf } from "./account.ts";
import type { SimClient } from "./client.ts";
import { NtlmAcceptance } from "./ntlm-acceptance.ts";
import type { FleetTls } from "./tls.ts";

/** One connection to one client. */
export interface Conversation {
  readonly client: SimClient;
  /** Counted from 1, for the deeds. */
  readonly number: number;
  readonly acceptor: Acceptor;
  /** Answers given so far. */
  answers: number;
  /** Ends the connection when it idles too long, where the client does that. */
  idle: NodeJS.Timeout | undefined;
}

/** Between whom, and under which rules. */
export interface ConversationOptions {
  readonly client: SimClient;
  readonly socket: Socket;
  readonly tls: FleetTls | null;
  readonly account: Account;
  readonly allowUnencrypted: boolean;
}

/** A new connection, with nobody logged on. */
export function beginConversation(options: ConversationOptions): Conversation {
  const { client, socket, tls, account, allowUnencrypted } = options;
  const refuses = client.kind.refuses === true;
  const certificate = tls !== null ? (socket as TLSSocket).getX509Certificate() : undefined;
  const acceptance = new NtlmAcceptance({
    names: client.names,
    ntlm: client.kind.ntlm,
    passwordOf: ({ user }) => (refuses ? null : passwordOf(account, user)),
    channelBinding: certificate === undefined ? null : ntlmChannelBinding(tlsServerEndPoint(certificate.raw)),
    now: () => client.now(),
  });
  const acceptor = new Acceptor({
    acceptance,
    offers: client.kind.offers ?? null,
    isAccount: (user, password) => !refuses && isAccount(account, user, password),
    isMapped: (shown) => !refuses && tls !== null && tls.maps(shown),
    tls: tls !== null,
    allowUnencrypted,
  });
  return { client, number: client.deeds.connect(), acceptor, answers: 0, idle: undefined };
}
