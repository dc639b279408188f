"""Where a Dask cluster is, and whether it is one to speak to."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from course_utils.kernels.outside import sandbox
from course_utils.trouble import TroubleError


@dataclass(frozen=True)
class Cluster:
    """Where a Dask scheduler is, and how it is known."""

    address: str

    certificates: tuple[Path, ...] = ()
    """The authority's certificate, our own, and its key; none to go without."""

    insecure: bool = False
    """Whether to speak to whoever answers, and to hear them without a sandbox."""

    @classmethod
    def at(
        cls, address: str, ca: Path | None, own: Path | None, key: Path | None, insecure: bool
    ) -> Self:
        """Name a cluster as the command line does, where any of the files may be left out."""
        given = (ca, own, key)
        files = tuple(path for path in given if path is not None)
        return cls(address, files if len(files) == len(given) else (), insecure)

    def require(self) -> None:
        """Refuse a cluster that anybody may take part in.

        Raises
        ------
        TroubleError
            Saying why, and what to do.
        """
        if self.insecure:
            return
        if not self.address.startswith("tls://"):
            raise TroubleError(
                f"{self.address} is refused: without TLS, whoever reaches a scheduler's port runs "
                "code on every worker and reads what was handed in. Use tls:// with certificates, "
                "as docs/grading.md shows, or insist with --insecure."
            )
        if not self.certificates:
            raise TroubleError(
                f"{self.address} needs --tls-ca-file, --tls-cert and --tls-key: the same three as "
                "`dask scheduler` and `dask worker`. docs/grading.md shows how to make them."
            )
        for path in self.certificates:
            if not path.is_file():
                raise TroubleError(f"There is no file {path}: it should hold a certificate or key.")
        reason = sandbox.why_not()
        if reason is not None:
            raise TroubleError(
                f"{reason} What a cluster sends is received in a sandbox, as Dask's own messages "
                "can hold code. To receive it without one, add --insecure."
            )
