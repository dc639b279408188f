"""The way back to the cell that a learner left: a server extension with an address for it.

An address with a place in a notebook ends in a fragment, behind which no token can stand.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from course_utils.cli.desk import WHERE_YOU_LEFT, left, notebook_of

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


class WhereYouLeft(JupyterHandler):
    """Sends to the cell that was run last."""

    @web.authenticated
    def get(self) -> None:
        """Look where that is now."""
        place = left(Path(self.serverapp.root_dir)) if self.serverapp else None
        parts = ["lab"] if place is None else ["lab/tree", notebook_of(place.lesson)]
        fragment = f"#cell-id={place.cell}" if place and place.cell else ""
        self.redirect(url_path_join(self.base_url, *parts) + fragment)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: "ServerApp") -> None:
    """Give the server the address."""
    address = url_path_join(server.base_url, WHERE_YOU_LEFT)
    server.web_app.add_handlers(".*$", [(address, WhereYouLeft)])
