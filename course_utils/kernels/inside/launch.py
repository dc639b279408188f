"""What a kernel is started with, as it travels from the one who asks for it to the fork."""

from dataclasses import asdict, dataclass, field
from typing import Any

from course_utils.kernels.inside.limits import Limits


@dataclass(frozen=True)
class Launch:
    """One kernel to start."""

    arguments: list[str]
    """What comes after `python -m ipykernel_launcher`."""

    environment: dict[str, str] = field(repr=False)
    """All of the kernel's environment variables."""

    folder: str
    """The working folder; for a sandboxed kernel, where its own things are handed to it."""

    limits: Limits | None = None
    """The bounds of a sandboxed kernel; None for a learner's own."""

    def as_plain(self) -> dict[str, Any]:
        """Give it as a value that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Launch":
        """Make it from what `as_plain` gave."""
        limits = plain["limits"]
        return cls(**{**plain, "limits": limits and Limits(**limits)})
