"""The folder that nbgrader's commands are run in, which says which course they work on."""

from pathlib import Path

from sqlalchemy import make_url

from course_utils.places import REPOSITORY
from course_utils.trouble import TroubleError

CONFIGURATION = "nbgrader_config.py"


def require(db_url: str) -> None:
    """Refuse to go on where no course is, before a gradebook is made there.

    Parameters
    ----------
    db_url : str
        Where the gradebook is, as nbgrader is configured.

    Raises
    ------
    TroubleError
        If there is neither a gradebook nor a configuration that says where one is to be made.
    """
    url = make_url(db_url)
    is_file = url.get_backend_name() == "sqlite" and url.database
    if not is_file or Path(str(url.database)).exists() or Path(CONFIGURATION).exists():
        return
    raise TroubleError(
        f"There is no course in {Path.cwd()}: no {CONFIGURATION} and no gradebook. Change to the "
        f"folder that you run nbgrader in, for instance by `cd {REPOSITORY}`, and run the command "
        "again."
    )
