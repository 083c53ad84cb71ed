"""A ranker as somebody would write it with NumPy and the standard library's HTTP server.

A call is POST /packed or POST /json. Packed: a little-endian int32 of values, that many float64 weights, then one row of float32 scores
for each post, in engagement order; answered with int32 posts, first to last. JSON: {"weights": [...], "scores": [[...], ...]}, answered
with a list. Ties keep the engagement order: the sort is stable. Prints its port and serves until standard input ends.
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np


def order(scores, weights):
    return np.argsort(-(scores @ weights), kind="stable")


class Ranker(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One write for head and body, sent at once.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/packed":
            values = int.from_bytes(body[:4], "little")
            weights = np.frombuffer(body, "<f8", values, 4)
            scores = np.frombuffer(body, "<f4", -1, 4 + 8 * values).reshape(-1, values)
            answer = order(scores.astype(np.float64), weights).astype("<i4").tobytes()
        else:
            call = json.loads(body)
            answer = json.dumps(order(np.array(call["scores"]), np.array(call["weights"])).tolist()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Ranker)
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)
