# SPDX-License-Identifier: EUPL-1.2
"""Shares and synchronised folders are noticed by what systems and programs say of them."""

from pathlib import Path

import pytest

from planner.store.places import (
    Place,
    PlaceKind,
    is_network_path,
    parse_mount,
    parse_mountinfo,
    place_of,
)

MOUNTINFO = """\
22 1 253:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /mnt/ministry rw,relatime shared:20 - nfs4 server:/plans rw,vers=4.2
41 22 0:36 / /mnt/two\\040words rw - cifs //server/plans rw
42 40 0:37 / /mnt/ministry/local rw - ext4 /dev/vdb1 rw
43 22 0:38 / /media/me rw - fuse.sshfs me@host: rw
44 22 0:39 / /mnt/covered rw - nfs4 server:/old rw
45 22 0:40 / /mnt/covered rw - tmpfs tmpfs rw
this line is no mount
"""
MACOS = """\
/dev/disk1s1 on / (apfs, local, journaled)
//me@server/plans on /Volumes/plans (smbfs, nodev, nosuid, mounted by me)
server:/export on /Volumes/My Data (nfs)
"""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/mnt/ministry/plan.aifp", "NFS"),
        ("/mnt/ministry/2026/plan.aifp", "NFS"),
        ("/mnt/two words/plan.aifp", "SMB"),
        ("/media/me/plan.aifp", "SSHFS"),
        ("/mnt/ministry/local/plan.aifp", None),
        ("/mnt/ministrys/plan.aifp", None),
        ("/mnt/covered/plan.aifp", None),
        ("/srv/plan.aifp", None),
    ],
)
def test_a_share_is_known_by_its_mount(tmp_path: Path, path: str, name: str | None) -> None:
    found = place_of(Path(path), mounts=parse_mountinfo(MOUNTINFO), variables={}, home=tmp_path)
    assert found == (None if name is None else Place(PlaceKind.SHARE, name))


def test_the_mounts_of_macos_are_read_too() -> None:
    assert parse_mount(MACOS) == [
        ("/", "apfs"),
        ("/Volumes/plans", "smbfs"),
        ("/Volumes/My Data", "nfs"),
    ]


@pytest.mark.parametrize(
    ("path", "is_network"),
    [
        (r"\\server\share\plan.aifp", True),
        ("//server/share/plan.aifp", True),
        (r"\\?\UNC\server\share\plan.aifp", True),
        (r"C:\plans\plan.aifp", False),
        (r"\\?\C:\plans\plan.aifp", False),
        ("plan.aifp", False),
    ],
)
def test_a_path_of_windows_that_names_a_host_is_on_the_network(path: str, is_network: bool) -> None:
    assert is_network_path(path) == is_network


def _synced(path: Path, home: Path, **variables: str) -> str | None:
    found = place_of(path, mounts=(), variables=variables, home=home)
    assert found is None or found.kind is PlaceKind.SYNCED
    return None if found is None else found.name


@pytest.mark.parametrize(
    ("marker", "name"),
    [
        (".dropbox", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud"),
        (".tmp.driveupload", "Google Drive"),
        (".gitignore", None),
    ],
)
def test_a_synchronised_folder_is_known_by_what_lies_in_it(
    tmp_path: Path, marker: str, name: str | None
) -> None:
    folder = tmp_path / "home" / "shared" / "plans"
    folder.mkdir(parents=True)
    (folder.parent / marker).write_text("")
    assert _synced(folder / "plan.aifp", tmp_path / "home") == name


def test_the_markers_a_program_keeps_in_the_home_say_nothing(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / "plans").mkdir()
    assert _synced(tmp_path / "plans" / "plan.aifp", tmp_path) is None


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive - Ministry", "OneDrive"),
        ("Library/CloudStorage/GoogleDrive-me@example.eu", "Google Drive"),
        ("Library/Mobile Documents", "iCloud"),
        ("Nextcloud2", "Nextcloud"),
        ("Dropbox (Ministry)", "Dropbox"),
        ("Boxes", None),
        ("Documents", None),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(
    tmp_path: Path, folder: str, name: str | None
) -> None:
    assert _synced(tmp_path / folder / "plan.aifp", tmp_path) == name


def test_a_folder_of_that_name_elsewhere_is_no_synchronised_one(tmp_path: Path) -> None:
    assert _synced(tmp_path / "Dropbox" / "plan.aifp", tmp_path / "home") is None


def test_onedrive_says_in_a_variable_where_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "Work"
    path = folder / "2026" / "plan.aifp"
    assert _synced(path, tmp_path / "home", OneDriveCommercial=str(folder)) == "OneDrive"
    assert _synced(path, tmp_path / "home", OneDrive=str(tmp_path / "Other")) is None
