"""Where JupyterLab opens: for who is new a lesson beside its contents, else where they left.

JupyterLab keeps the layout that a learner leaves, in the learner's copy of the course.
"""

import json
from pathlib import Path

from course_utils.notebook.place import Place, kept_place
from course_utils.places import LEARNERS_FOLDER, PLACE_FILE

WHERE_YOU_LEFT = "/course/where-you-left"
"""The address that leads to the cell which was run last."""

_CONTENTS, _FILES = "@jupyterlab/toc:plugin", "filebrowser"


def left(folder: Path) -> Place | None:
    """Find where the learner was in a copy of the course, if that lesson is still there."""
    place = kept_place(folder / LEARNERS_FOLDER / PLACE_FILE)
    return place if place and (folder / notebook_of(place.lesson)).is_file() else None


def notebook_of(lesson: str) -> str:
    """Give a lesson's notebook, as a path below the learner's folder."""
    return f"{lesson}/{lesson}.ipynb"


def lay_out_desk(folder: Path, notebook: str) -> Path:
    """Prepare a layout where none was left.

    Parameters
    ----------
    folder : Path
        The learner's copy of the course.
    notebook : str
        The notebook to have open, as a path below the folder.

    Returns
    -------
    Path
        Where JupyterLab finds the layouts, and keeps them.
    """
    workspaces = folder / LEARNERS_FOLDER / "workspaces"
    if not any(workspaces.glob("default*")):
        from jupyterlab_server.workspaces_handler import WorkspacesManager

        WorkspacesManager(str(workspaces)).save("default", json.dumps(_first_layout(notebook)))
    return workspaces


def _first_layout(notebook: str) -> dict[str, object]:
    tab = f"notebook:{notebook}"
    main = {"dock": {"type": "tab-area", "currentIndex": 0, "widgets": [tab]}, "current": tab}
    left = {
        "collapsed": False,
        "visible": True,
        "current": _CONTENTS,
        "widgets": [_FILES, "running-sessions", _CONTENTS, "extensionmanager.main-view"],
    }
    data = {
        "layout-restorer:data": {
            "main": main,
            "left": left,
            "relativeSizes": [0.22, 0.78, 0],
        },
        tab: {"data": {"path": notebook, "factory": "Notebook"}},
    }
    return {"data": data, "metadata": {"id": "default"}}
