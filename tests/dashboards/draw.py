#!/usr/bin/env python3
"""Draws the Grafana dashboards to dashboards/grafana/pictures/ from what Prometheus answers in the
lab: Grafana's own UI library (npm, for development only) in headless Chromium. No Grafana server.

    draw.py [--answers FILE] [--modules FOLDER] [--out FOLDER]
      --answers   of collect.py; without it the lab is run, which takes three minutes
      --modules   where picture/package.json is installed, or gets installed (build/pictures)
"""
import argparse
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

import collect
import grafana

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WIDTH, CELL, HEAD = 1500, 30, 60
PAGE = """<!doctype html><meta charset="utf-8"><style>
*,*::before,*::after{{box-sizing:border-box}} body{{margin:0;background:#111217}}</style>
<link rel="stylesheet" href="bundle.css"><div id="root"></div>
<script>globalThis.RECORDED = {recorded};</script><script src="bundle.js"></script>"""


def install(modules: pathlib.Path):
    modules.mkdir(parents=True, exist_ok=True)
    if not (modules / "node_modules" / "@grafana" / "ui").is_dir():
        shutil.copy(HERE / "picture" / "package.json", modules)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"],
                       cwd=modules, check=True)


def bundle(modules: pathlib.Path, folder: pathlib.Path):
    esbuild = modules / "node_modules" / ".bin" / "esbuild"
    subprocess.run([esbuild, HERE / "picture" / "main.jsx", "--bundle", "--minify",
                    f"--outfile={folder}/bundle.js", "--log-level=error",
                    "--define:process.env.NODE_ENV=\"production\"", "--define:global=globalThis",
                    "--loader:.svg=dataurl", "--loader:.woff2=dataurl", "--loader:.woff=dataurl"],
                   check=True, env=os.environ | {"NODE_PATH": str(modules / "node_modules")})


def write_pages(answers: dict, folder: pathlib.Path):
    span = {key: answers[key] for key in ("from", "to", "step")}
    for name in grafana.BOARDS:
        board, recorded = grafana.load(name), answers["boards"][name]["panels"]
        annotations = answers["boards"][name]["annotations"]
        target = next(iter(recorded))
        subtitle = f"target {target}" if name == "target" else ""
        text = json.dumps({"board": board, "panels": recorded[target], "window": span,
                           "subtitle": subtitle, "annotations": annotations}).replace("</", "<\\/")
        (folder / f"{name}.html").write_text(PAGE.format(recorded=text))


def serve(folder: pathlib.Path) -> http.server.ThreadingHTTPServer:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *_):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def shoot(url: str, name: str, out: pathlib.Path, folder: pathlib.Path):
    """A picture of the whole page, as high as the dashboard."""
    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"]
               for panel in grafana.load(name)["panels"])
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                    f"--user-data-dir={folder}/chromium", "--virtual-time-budget=20000",
                    f"--window-size={WIDTH},{rows * CELL + HEAD}", f"--screenshot={out}/{name}.png",
                    f"{url}/{name}.html"], check=True, capture_output=True, timeout=180)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=pathlib.Path)
    parser.add_argument("--modules", type=pathlib.Path, default=ROOT / "build" / "pictures")
    parser.add_argument("--out", type=pathlib.Path, default=grafana.FOLDER / "pictures")
    settings = parser.parse_args()
    install(settings.modules)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        answers = settings.answers or folder / "answers.json"
        missing = "" if settings.answers else collect.collected(answers)
        if missing:
            print(missing)
            return 1
        bundle(settings.modules, folder)
        write_pages(json.loads(answers.read_text()), folder)
        settings.out.mkdir(parents=True, exist_ok=True)
        server = serve(folder)
        for board in grafana.BOARDS:
            shoot(f"http://127.0.0.1:{server.server_address[1]}", board, settings.out, folder)
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
