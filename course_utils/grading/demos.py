"""Which cells only show something: the course's own, and no others that look like them."""

from collections.abc import Sequence

from nbformat import NotebookNode

from course_utils.places import DEMO_TAG


def mark_demos(notebook: NotebookNode, originals: Sequence[NotebookNode]) -> None:
    """Leave the tag for demos on the course's own ones only, and put it on them where it is gone.

    A learner who begins a cell as a copy of a demo copies the tag too; what the cell defines may be
    needed. Other programs drop tags, and cells' ids. So a demo is known by its source.

    Parameters
    ----------
    notebook : NotebookNode
        What was handed in.
    originals : sequence of NotebookNode
        The instructor's versions. Without any, the tags stay as they are.
    """
    if not originals:
        return
    demos = {
        cell.source.strip()
        for original in originals
        for cell in original.cells
        if DEMO_TAG in cell.metadata.get("tags", ())
    }
    for cell in notebook.cells:
        tags = [tag for tag in cell.metadata.get("tags", ()) if tag != DEMO_TAG]
        if cell.source.strip() in demos:
            tags.append(DEMO_TAG)
        cell.metadata.tags = tags
