"""Where a record of answers must not lie: on a network, or where a program copies files behind its back."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

# File systems that another computer keeps. SQLite's locks cannot be relied on there: two writers at once may
# damage the file (sqlite.org/faq, question 5; sqlite.org/howtocorrupt, 2.1).
NETWORK = frozenset(
    (
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afpfs", "afs", "9p"),
        *("sshfs", "webdav", "davfs", "davfs2", "curlftpfs", "gvfsd-fuse"),
        *("ceph", "glusterfs", "lustre", "s3fs", "gcsfuse", "blobfuse", "goofys", "rclone"),
        *("vboxsf", "vmhgfs", "vmhgfs-fuse", "prl_fs"),  # a virtual machine's view of its host
        *("onedriver", "google-drive-ocamlfuse"),
    )
)
REMOTE_DEVICE = re.compile(r"^//|^[^/\\]+:/|^\\\\")  # //server/share, server:/folder, \\server\share
WINDOWS_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW

# Names of folders that a program keeps the same on several computers, and the files by which it marks them.
SYNCHRONISED = {
    r"OneDrive( - .*)?": "OneDrive",
    r"Dropbox( \(.*\))?": "Dropbox",
    r"Google ?Drive.*|My Drive|Shared drives|\.shortcut-targets-by-id": "Google Drive",
    r"Mobile Documents|iCloud ?Drive": "iCloud Drive",
    r"Box( |-)?Sync|Box-Box": "Box",
    r"Nextcloud\d*": "Nextcloud",
    r"ownCloud\d*": "ownCloud",
    r"Syncthing": "Syncthing",
    r"pCloud ?Drive|pCloudDrive": "pCloud",
    r"MEGA(sync)?( .*)?": "MEGA",
    r"SynologyDrive": "Synology Drive",
}
IN_THE_HOME_FOLDER = {
    "Box": "Box",
    "Sync": "a synchronising program",
}  # names too common to mean it elsewhere
MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}
MARK_PATTERNS = {"._sync_*.db": "Nextcloud or ownCloud", ".sync_*.db": "Nextcloud or ownCloud"}
CLOUD_STORAGE = "CloudStorage"  # macOS keeps every such folder in Library/CloudStorage

CURE = "Move the district's folder to a disk of this computer, such as Documents, and start again from there"


@dataclass(frozen=True)
class Risk:
    """What is risky about a place; `refuse` where answers could be damaged, else a warning is enough."""

    refuse: bool
    found: str
    cure: str

    def __str__(self) -> str:
        """The risk and its cure as two sentences."""
        return f"{self.found[:1].upper()}{self.found[1:]}. {self.cure}."


class Mount(NamedTuple):
    """One file system and where it stands in the tree."""

    folder: str
    kind: str
    device: str


def describe_risk(path: Path, mounts: Iterable[Mount] | None = None) -> Risk | None:
    """What is risky about keeping a record of answers at a path; None for a folder of this computer.

    Parameters
    ----------
    path : the record's file or folder; it need not be there yet.
    mounts : the file systems (default: those of this computer).

    Returns
    -------
    Risk or None
        To refuse: a network folder. To warn of: a folder that OneDrive, Dropbox, Google Drive, iCloud Drive,
        Box, Nextcloud, ownCloud, Syncthing or the like keeps the same on several computers.
    """
    places = [path.absolute(), path.resolve()]  # the folder of a link, and the one it leads to
    if any(_is_remote_path(place) for place in places) or _on_network(places[-1], mounts):
        found = f"{path} lies on a network folder, where answers of several writers can be damaged"
        return Risk(True, found, f"{CURE}; others reach it by browser: see `inquiry lab --share`")
    program = next((name for place in places for name in _synchronising(place)), None)
    if program is None:
        return None
    found = (
        f"{path} lies in a folder that {program} copies while the record is written, which can bring back "
        "an old record over a new one, or a damaged one"
    )
    return Risk(False, found, f"{CURE}; put backups (`inquiry backup`) into the synchronised folder instead")


def _is_remote_path(path: Path) -> bool:
    r"""Whether Windows says that it is elsewhere: \\server\share, or a drive letter of one."""
    text = str(path)
    if text.startswith("\\\\") and not text.startswith(("\\\\?\\", "\\\\.\\")):
        return True
    if text.startswith("\\\\?\\UNC\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == WINDOWS_REMOTE)
    return False


def _on_network(path: Path, mounts: Iterable[Mount] | None) -> bool:
    """Whether the file system that a path lies on is another computer's."""
    above = {str(folder) for folder in (path, *path.parents)}
    found = [mount for mount in (_mounts() if mounts is None else mounts) if mount.folder in above]
    if not found:
        return False
    # The deepest one holds the path; of several at one place the last mounted hides the others.
    nearest = max(enumerate(found), key=lambda each: (len(each[1].folder), each[0]))[1]
    kind = nearest.kind.lower()
    if kind.removeprefix("fuse.") in NETWORK:
        return True
    return "fuse" in kind and REMOTE_DEVICE.search(nearest.device) is not None


def _mounts() -> Iterator[Mount]:
    import psutil

    for each in psutil.disk_partitions(all=True):
        remote = "remote" in each.opts.split(",")  # so psutil tells of Windows' network drives
        yield Mount(each.mountpoint, "smb" if remote else each.fstype, each.device)


def _synchronising(path: Path) -> Iterator[str]:
    """The programs that keep a folder above the path (or it) the same elsewhere."""
    home = Path.home()
    for folder in (path, *path.parents):
        if folder.parent.name == CLOUD_STORAGE:
            yield _named(folder.name) or folder.name.split("-")[0]
        if named := _named(folder.name):
            yield named
        if folder.parent == home and folder.name in IN_THE_HOME_FOLDER:
            yield IN_THE_HOME_FOLDER[folder.name]
        if folder != home:  # programs keep their own settings in the home folder under the same names
            yield from _marked(folder)


def _named(name: str) -> str | None:
    return next((said for pattern, said in SYNCHRONISED.items() if re.fullmatch(pattern, name, re.I)), None)


def _marked(folder: Path) -> Iterator[str]:
    try:
        yield from (name for mark, name in MARKS.items() if (folder / mark).exists())
        yield from (name for mark, name in MARK_PATTERNS.items() if any(folder.glob(mark)))
    except OSError:  # a folder above that may not be read tells nothing
        return
