"""Runs one line on one host by Debian's python3-winrm and prints what came of it as JSON.

Its one argument is JSON: url, user, password, ca (or null), encryption, shell ("cmd" or "ps"), line.
"""

import base64
import json
import sys

from winrm.exceptions import InvalidCredentialsError
from winrm.protocol import Protocol

asked = json.loads(sys.argv[1])
host = Protocol(
    endpoint=asked["url"],
    transport="ntlm",
    username=asked["user"],
    password=asked["password"],
    ca_trust_path=asked["ca"],
    message_encryption=asked["encryption"],
    operation_timeout_sec=1,
    read_timeout_sec=30,
)
line = asked["line"]
if asked["shell"] == "ps":
    line = "powershell -encodedcommand " + base64.b64encode(line.encode("utf_16_le")).decode("ascii")
try:
    shell = host.open_shell()
    command = host.run_command(shell, line)
    out, err, code = host.get_command_output(shell, command)
    host.cleanup_command(shell, command)
    host.close_shell(shell)
    print(json.dumps({"out": out.decode(), "err": err.decode(), "code": code}))
except InvalidCredentialsError as refused:
    print(json.dumps({"refused": str(refused)}))
