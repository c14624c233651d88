/** Classes of Windows itself, from the reference of the Win32 classes. */
import type { SimClass, SimInstance } from "../class.ts";
import type { SimClient } from "../client.ts";

/** Who the computer is. */
export const computerSystem: SimClass = {
  name: "Win32_ComputerSystem",
  key: "Name",
  instances: ({ names }) => [
    {
      className: "Win32_ComputerSystem",
      properties: {
        DNSHostName: names.dnsComputer.split(".")[0] as string,
        Domain: names.dnsDomain,
        Name: names.computer,
        PartOfDomain: true,
        Roles: ["LM_Workstation", "LM_Server", "NT"],
        UserName: null,
      },
    },
  ],
};

/** The time of the computer's own clock, in UTC. */
export const utcTime: SimClass = {
  name: "Win32_UTCTime",
  key: null,
  instances: (client) => {
    const now = new Date(client.now());
    return [
      {
        className: "Win32_UTCTime",
        properties: {
          Day: now.getUTCDate(),
          DayOfWeek: now.getUTCDay(),
          Hour: now.getUTCHours(),
          Milliseconds: null,
          Minute: now.getUTCMinutes(),
          Month: now.getUTCMonth() + 1,
          Quarter: Math.floor(now.getUTCMonth() / 3) + 1,
          Second: now.getUTCSeconds(),
          Year: now.getUTCFullYear(),
        },
      },
    ];
  },
};

/** The operating system. */
export const operatingSystem: SimClass = {
  name: "Win32_OperatingSystem",
  key: "Name",
  instances: (client) => [
    {
      className: "Win32_OperatingSystem",
      properties: {
        CSName: client.names.computer,
        Caption: "Microsoft Windows 11 Enterprise",
        LastBootUpTime: new Date(client.startedAt),
        LocalDateTime: new Date(client.now()),
        Name: "Microsoft Windows 11 Enterprise|C:\\Windows|\\Device\\Harddisk0\\Partition3",
        Version: "10.0.22631",
      },
    },
  ],
};

/** The name of the program that installs and upgrades the client. */
const SETUP = "ccmsetup.exe";

/** What runs. The client's setup is among it while it upgrades the client. */
export const processes: SimClass = {
  name: "Win32_Process",
  key: "Handle",
  instances: (client) => {
    const agent = client.kind.wmi === "no-client" ? [] : ["CcmExec.exe"];
    const setup = client.upgrading ? [SETUP] : [];
    return ["System", "svchost.exe", ...agent, ...setup].map((name, index) => processOf(name, (index + 1) * 4));
  },
};

function processOf(name: string, id: number): SimInstance {
  return { className: "Win32_Process", properties: { Handle: String(id), Name: name, ProcessId: id } };
}

/** Services; of the client's there is one, which runs unless it is being upgraded. */
export const services: SimClass = {
  name: "Win32_Service",
  key: "Name",
  instances: (client) => [
    serviceOf("WinRM", "Windows Remote Management (WS-Management)", true),
    ...agentService(client),
  ],
};

function agentService({ kind, upgrading }: SimClient): readonly SimInstance[] {
  if (kind.wmi === "no-client" || kind.service === "missing") return [];
  return [serviceOf("CcmExec", "SMS Agent Host", !upgrading && kind.service !== "stopped")];
}

function serviceOf(name: string, title: string, running: boolean): SimInstance {
  return {
    className: "Win32_Service",
    properties: { DisplayName: title, Name: name, StartMode: "Auto", State: running ? "Running" : "Stopped" },
  };
}
