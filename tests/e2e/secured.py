"""What the suites of TLS and of the probe API share: certificates, clients, a secured exporter."""
import base64
import http.client
import socket
import ssl
import subprocess

import harness

TOKEN = "0123456789abcdef0123456789abcdef"
USERS = "basic_auth_users: {alice: $2b$05$cqyG3R/C/tUk2H8KQwHK7OCVLjkDOYgDHYYYp/fGcZ6E2wTXMbFeK}\n"
TLS = "tls_server_config: {cert_file: cert.pem, key_file: key.pem}\n"
CONFIG = """
global: {{interval: 1s, timeout: 900ms, confirm: 0}}
probe_api: {{allow: [127.0.0.0/8], tokens_file: tokens, rate: {rate}/minute{more}}}
targets: [{{name: self, host: 127.0.0.1, checks: [{{module: tcp, port: {port}}}]}}]
"""


def make_certificate(folder, name="cert.pem", key="key.pem", *more):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", name, "-days", "2",
                    "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", *more],
                   cwd=folder, check=True, capture_output=True)


def ask(port, path, authorization=None, client=None, method="GET"):
    """(status, body) over TLS, whatever the certificate; (0, error) when nobody answers."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if client:
        context.load_cert_chain(*client)
    connection = http.client.HTTPSConnection(harness.LOOPBACK, port, timeout=30, context=context)
    try:
        connection.request(method, path,
                           headers={"Authorization": authorization} if authorization else {})
        reply = connection.getresponse()
        return reply.status, reply.read().decode()
    except (OSError, http.client.HTTPException) as error:
        return 0, repr(error)
    finally:
        connection.close()


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def listener(case, port=0):
    sock = socket.create_server((harness.LOOPBACK, port))
    case.addCleanup(sock.close)
    return sock.getsockname()[1]


def run(*arguments):
    return subprocess.run([harness.EXPORTER, *map(str, arguments)], capture_output=True, text=True,
                          timeout=harness.PATIENCE)


class Secured(harness.Case):
    """An exporter behind a web configuration, with the probe API."""

    def serve(self, web_config, rate=60, more="", wait=True, authorization=None, client=None):
        make_certificate(self.folder)
        self.write("tokens", f"# of the home\n{TOKEN}\n")
        web = self.write("web.yml", web_config)
        self.open_port = listener(self)
        config = self.write("reach.yml", CONFIG.format(port=self.open_port, rate=rate, more=more))
        self.port = harness.free_port()
        self.exporter = self.start("exporter", [
            harness.EXPORTER, f"--config.file={config}", f"--web.config.file={web}",
            f"--web.listen-address={harness.LOOPBACK}:{self.port}"])
        if not wait:
            return

        def up():
            self.assertTrue(self.exporter.running(), self.exporter.output()[-2000:])
            return ask(self.port, "/-/ready", authorization, client)[0] == 200
        harness.wait_for(up, "ready over TLS")
