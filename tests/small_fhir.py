"""A case system with a FHIR interface, small: conditional updates, kept by identifier, read by the model library.

`mood` says how it answers: `well`, `busy` (503), `strict` (422), or `cut` (it keeps the text and hangs up).
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.documentreference import DocumentReference

MODELS = {"Bundle": Bundle, "DocumentReference": DocumentReference}


class SmallFhir:
    def __init__(self):
        self.kept, self.times, self.asked, self.mood = {}, {}, [], "well"
        self.url = ""

    def update(self, kind, identifier, body):
        MODELS[kind].model_validate_json(body)
        key = (kind, identifier)
        self.kept[key] = json.loads(body)
        self.times[key] = self.times.get(key, 0) + 1
        return f"{kind}/{sorted(self.kept).index(key) + 1}/_history/{self.times[key]}"


@contextmanager
def small_fhir():
    """Serve on a free port while a block runs."""
    system = SmallFhir()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            parts = urlsplit(self.path)
            system.asked.append((self.path, self.headers.get("Authorization")))
            if system.mood in ("busy", "strict"):
                self.send_response(503 if system.mood == "busy" else 422)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            lies = system.update(parts.path.rpartition("/")[2], parse_qs(parts.query)["identifier"][0], body)
            if system.mood == "cut":
                self.close_connection = True
                return
            self.send_response(201)
            self.send_header("Location", f"{system.url}/{lies}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    system.url = f"http://127.0.0.1:{server.server_port}/fhir"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield system
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()
