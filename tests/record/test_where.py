"""Places where a record would be in danger."""

import os
from pathlib import Path

import pytest

from inquiry.record.where import Mount, describe_risk

HERE = Mount("/", "ext4", "/dev/sda1")


def place(tmp_path: Path, *names: str) -> Path:
    path = tmp_path.joinpath(*names)
    path.mkdir(parents=True)
    return path


def test_a_folder_of_this_computer_is_fine(tmp_path):
    assert describe_risk(tmp_path) is None
    assert describe_risk(tmp_path / "not/there/yet/record.sqlite") is None


@pytest.mark.parametrize(
    ("kind", "device"),
    [
        ("nfs4", "nas:/district"),
        ("cifs", "//server/share"),
        ("smbfs", "//u@server/share"),
        ("9p", "C:\\"),
        ("fuse.sshfs", "u@host:/home"),
        ("fuse.rclone", "remote:"),
        ("fuse.davfs", "https://cloud"),
        ("macfuse", "u@host:/home"),
        ("afpfs", "//afp/share"),
        ("webdav", "https://cloud"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of other systems")
def test_a_network_folder_is_refused(kind, device):
    risk = describe_risk(Path("/mnt/share/district/record.sqlite"), [HERE, Mount("/mnt/share", kind, device)])
    assert (risk.refuse, "network folder" in risk.found, "this computer" in risk.cure) == (True, True, True)


@pytest.mark.skipif(os.name == "nt", reason="paths of other systems")
def test_the_file_system_that_holds_the_folder_decides():
    nas = Mount("/mnt", "nfs", "nas:/x")
    assert describe_risk(Path("/mnt/disk/d"), [HERE, nas, Mount("/mnt/disk", "ext4", "/dev/sdb1")]) is None
    assert describe_risk(Path("/mnt2/d"), [HERE, nas]) is None
    assert describe_risk(Path("/mnt/d"), [HERE, Mount("/mnt", "ext4", "/dev/sdb1"), nas]).refuse
    assert describe_risk(Path("/usb/d"), [HERE, Mount("/usb", "fuseblk", "/dev/sdc1")]) is None


@pytest.mark.parametrize(
    ("names", "program"),
    [
        (("OneDrive - Monterey Unified", "district"), "OneDrive"),
        (("OneDrive", "district"), "OneDrive"),
        (("Dropbox (School)", "district"), "Dropbox"),
        (("Google Drive", "My Drive"), "Google Drive"),
        (("Library", "CloudStorage", "GoogleDrive-a@b.org", "My Drive"), "Google Drive"),
        (("Library", "CloudStorage", "Box-Box", "d"), "Box"),
        (("Library", "CloudStorage", "Newcomer-1", "d"), "Newcomer"),
        (("Library", "Mobile Documents", "com~apple~CloudDocs"), "iCloud Drive"),
        (("Nextcloud", "d"), "Nextcloud"),
        (("ownCloud", "d"), "ownCloud"),
    ],
)
def test_a_synchronised_folder_is_warned_about(tmp_path, names, program):
    risk = describe_risk(place(tmp_path, *names) / "record.sqlite")
    assert (risk.refuse, program in risk.found) == (False, True)
    assert "inquiry backup" in risk.cure


@pytest.mark.parametrize("name", ["Boxes", "Dropbox-notes", "Our OneDrives", "Box", "Nextcloudy"])
def test_a_name_that_only_looks_like_one_is_fine(tmp_path, name):
    assert describe_risk(place(tmp_path, name)) is None


def test_the_marks_that_programs_leave_are_seen(tmp_path):
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in describe_risk(place(tmp_path, "a", "b")).found


def test_a_name_means_more_in_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert "Box" in describe_risk(place(tmp_path, "Box", "d")).found
    (tmp_path / ".dropbox").mkdir()
    assert describe_risk(place(tmp_path, "Documents")) is None


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_a_synchronised_folder_is_seen(tmp_path):
    there = place(tmp_path, "Dropbox", "d")
    (tmp_path / "link").symlink_to(there)
    assert describe_risk(tmp_path / "link" / "record.sqlite") is not None
