"""What `nbgrader collect` and `zip_collect` let in: files, and nothing that leads elsewhere."""

import io
import os
import tarfile
import zipfile

import pytest

from course_utils.grading.handed_in import NOT_COLLECTED

pytestmark = pytest.mark.xdist_group("collecting")

LESSON = "00_welcome"
FILE = f"{LESSON}.ipynb"
COURSE = "training_neural_networks"
TIME = "2026-11-01 10:00:00.000000 UTC"


@pytest.fixture
def course(tmp_path, released):
    return released(tmp_path, LESSON)


def notebook(course):
    return (course.work / "release" / LESSON / FILE).read_text()


def inbound(course, student, time=TIME):
    """Lay a submission into the exchange by hand, as anybody can."""
    folder = course.work / "exchange" / COURSE / "inbound" / f"{student}+{LESSON}+{time}+x"
    folder.mkdir(parents=True)
    (folder / FILE).write_text(notebook(course))
    (folder / "timestamp.txt").write_text(time)
    return folder


def collected(course, student):
    return course.work / "submitted" / student / LESSON


def test_collect_takes_files_only_and_keeps_the_reason_of_what_it_refuses(course):
    secret = course.work / "secret.txt"
    secret.write_text("secret")
    inbound(course, "honest").joinpath("data.txt").write_text("3")
    inbound(course, "linking").joinpath("data.txt").symlink_to(secret)
    inbound(course, "hard").joinpath("data.txt").hardlink_to(secret)
    os.mkfifo(inbound(course, "piping") / "data.txt")
    inbound(course, "..")
    inbound(course, "late", time="soon")
    (course.work / "exchange" / COURSE / "inbound" / f"gone+{LESSON}+{TIME}+x").symlink_to("none")
    (course.work / "exchange").chmod(0o777)
    done = course.run("nbgrader", "collect", LESSON, "--ExchangeCollect.check_owner=False")
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    assert {path.name for path in collected(course, "honest").iterdir()} == {
        FILE,
        "data.txt",
        "timestamp.txt",
    }
    for student, reason in (
        ("linking", "data.txt is a link"),
        ("hard", "data.txt is a hard link"),
        ("piping", "data.txt is a named pipe"),
        ("gone", "is no folder"),
    ):
        assert {path.name for path in collected(course, student).iterdir()} == {NOT_COLLECTED}
        assert reason in (collected(course, student) / NOT_COLLECTED).read_text()
        assert reason in told
    assert not (course.work / LESSON).exists()
    assert not collected(course, "late").exists()
    assert "its name is none that nbgrader gives" in told
    graded = course.run("course", "grade", LESSON)
    assert "linking: data.txt is a link" in " ".join(graded.stdout.split())


def test_a_submission_that_does_not_fit_the_disk_leaves_the_others_their_turn(course, monkeypatch):
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeError

    from course_utils.grading import collecting

    for student in ("ada", "blaise"):
        inbound(course, student)
    (course.work / "exchange").chmod(0o777)
    write = collecting.write_files

    def full(folder, files):
        write(folder, files)
        if "ada" in str(folder):
            raise OSError("no room")

    monkeypatch.setattr(collecting, "write_files", full)
    places = CourseDirectory(root=str(course.work), course_id=COURSE, assignment_id=LESSON)
    collect = collecting.CheckedCollect(coursedir=places, root=str(course.work / "exchange"))
    collect.check_owner = False
    with pytest.raises(ExchangeError, match="Not collected: ada"):
        collect.start()
    assert not collected(course, "ada").exists()
    assert (collected(course, "blaise") / FILE).exists()


NAMED = r"--FileNameCollectorPlugin.named_regexp=.*/(?P<student_id>\w+)/(?P<file_id>\w+)\.ipynb"


def archives(course):
    folder = course.work / "downloaded" / LESSON / "archive"
    folder.mkdir(parents=True)
    return folder


def zip_collect(course):
    done = course.run("nbgrader", "zip_collect", LESSON, NAMED)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def linked_entry(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    return entry


def test_zip_collect_unpacks_files_only(course):
    folder = archives(course)
    secret = course.work / "secret.ipynb"
    secret.write_text("secret")
    with zipfile.ZipFile(folder / "honest.zip", "w") as archive:
        archive.writestr(FILE, notebook(course))
    with zipfile.ZipFile(folder / "zipped.zip", "w") as archive:
        archive.writestr(linked_entry(FILE), str(secret))
        archive.writestr(f"../../escaped/{FILE}", "out")
    with tarfile.open(folder / "tarred.tar.gz", "w:gz") as archive:
        for kind, name in ((tarfile.SYMTYPE, "a.ipynb"), (tarfile.LNKTYPE, "b.ipynb")):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, str(secret)
            archive.addfile(member)
        pipe = tarfile.TarInfo("c.ipynb")
        pipe.type = tarfile.FIFOTYPE
        archive.addfile(pipe)
        member = tarfile.TarInfo(FILE)
        member.size = len(notebook(course).encode())
        archive.addfile(member, io.BytesIO(notebook(course).encode()))
    (folder / "damaged.zip").write_bytes(b"PK\x03\x04 nothing")
    (folder / "linked.ipynb").symlink_to(secret)
    told = zip_collect(course)
    assert (collected(course, "honest") / FILE).read_text() == notebook(course)
    assert {path.name for path in collected(course, "tarred").iterdir()} == {FILE}
    assert not collected(course, "zipped").exists()
    assert "secret" not in "".join(p.read_text() for p in course.work.glob("submitted/**/*.ipynb"))
    assert not list(course.work.rglob("escaped"))
    for name in (FILE, "a.ipynb", "b.ipynb", "c.ipynb", "linked.ipynb"):
        assert f"{name} is left out" in told
    assert "damaged.zip is not unpacked" in told


def test_an_archive_that_grows_without_end_is_not_unpacked(course, monkeypatch):
    from course_utils.grading import collecting

    monkeypatch.setattr(collecting, "_SLACK", 100_000)
    folder = archives(course)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(FILE, notebook(course))
        archive.writestr("bomb.ipynb", bytes(2_000_000))
    target = course.work / "extracted"
    target.mkdir()
    collecting.CheckedExtractor().extract(str(folder), str(target))
    assert {path.name for path in target.rglob("*.ipynb")} == {FILE}
