"""What one server process does besides files: at present the not-found page; sign-up and notes will live here."""

from __future__ import annotations

from flask import Flask, Response

from portal.config import Config


def create_app(config: Config) -> Flask:
    """The Flask application behind the static files: it answers only what no file answers."""
    app = Flask("portal", static_folder=None, template_folder=None)
    missing = (config.site_dir / "404.html").read_bytes()

    def not_found(path: str = "") -> Response:
        return Response(missing, status=404, content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})

    app.add_url_rule("/", "root", not_found, methods=["GET"], provide_automatic_options=False)
    app.add_url_rule("/<path:path>", "any", not_found, methods=["GET"], provide_automatic_options=False)
    app.register_error_handler(404, lambda error: not_found())
    return app
