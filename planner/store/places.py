# SPDX-License-Identifier: EUPL-1.2
"""Where a plan lies, and whether that is a place it can safely be edited in.

On a network share a lock may not hold and a flush may not reach the disk. In a folder that a
program synchronises, two machines may edit the same plan, and half a file may travel. Neither can
be seen from the file, only from where it is: the table of mounted file systems, the kind of drive,
the variables and marker files that such programs leave.
"""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath, PureWindowsPath

import attrs

from planner.domain.schema import Choice
from planner.text import N_


class PlaceKind(Choice):
    """Why a place is not safe to edit a plan in."""

    SHARE = "share", N_("network share")
    SYNCED = "synced", N_("synchronised folder")


@attrs.frozen
class Place:
    """A place that is not safe: `name` is the file system, or the program that synchronises."""

    kind: PlaceKind
    name: str


# File systems as the systems call them. What is shared on a cluster counts: its locks may be off.
_SHARES: Mapping[str, str] = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb": "SMB",
    "smb2": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "afpfs": "AFP",
    "afs": "AFS",
    "9p": "9P",
    "ceph": "Ceph",
    "fuse.ceph": "Ceph",
    "glusterfs": "GlusterFS",
    "fuse.glusterfs": "GlusterFS",
    "lustre": "Lustre",
    "beegfs": "BeeGFS",
    "gpfs": "GPFS",
    "webdav": "WebDAV",
    "fuse.davfs": "WebDAV",
    "davfs": "WebDAV",
    "fuse.sshfs": "SSHFS",
    "fuse.rclone": "rclone",
    "fuse.gvfsd-fuse": "GVfs",
    "vboxsf": "VirtualBox",
    "fuse.vmhgfs-fuse": "VMware",
}
_VARIABLES: Mapping[str, str] = {
    "OneDrive": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "OneDriveCommercial": "OneDrive",
}
# What lies in the top folder of what a program synchronises.
_MARKERS: Sequence[tuple[str, str]] = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".seafile-data", "Seafile"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)
_NAMES: Sequence[tuple[str, str]] = (
    (r"OneDrive( - .+|-.+)?", "OneDrive"),
    (r"Dropbox( \(.+\))?", "Dropbox"),
    (r"GoogleDrive-.+|Google Drive|GoogleDrive", "Google Drive"),
    (r"iCloudDrive|com~apple~CloudDocs|Mobile Documents", "iCloud"),
    (r"Nextcloud\d*", "Nextcloud"),
    (r"ownCloud", "ownCloud"),
    (r"Box( Sync)?|Box-Box", "Box"),
    (r"pCloudDrive", "pCloud"),
)
_REMOTE_DRIVE = 4
_OCTAL = re.compile(r"\\([0-7]{3})")

Mounts = Sequence[tuple[str, str]]


def place_of(
    path: Path,
    *,
    mounts: Mounts | None = None,
    variables: Mapping[str, str] = os.environ,
    home: Path | None = None,
) -> Place | None:
    """Return why a plan at a path is not safe to edit there, `None` if nothing speaks against it.

    `mounts` is mount point and file system of each mount, the system's own if left out.
    """
    where = path.absolute()
    share = _drive_share(where) or _mounted_share(
        where, system_mounts() if mounts is None else mounts
    )
    if share is not None:
        return Place(PlaceKind.SHARE, share)
    program = _synced_by(where, variables, Path.home() if home is None else home)
    return None if program is None else Place(PlaceKind.SYNCED, program)


def system_mounts() -> Mounts:
    """Return mount point and file system of each mount; nothing where that cannot be asked."""
    try:
        if sys.platform == "linux":
            return parse_mountinfo(Path("/proc/self/mountinfo").read_text("utf-8", "replace"))
        if sys.platform == "darwin":
            told = subprocess.run(
                ["/sbin/mount"], capture_output=True, text=True, check=True, timeout=2
            )
            return parse_mount(told.stdout)
    except (OSError, subprocess.SubprocessError):
        return ()
    return ()


def parse_mountinfo(text: str) -> Mounts:
    """Read the table of mounts as Linux writes it; see `proc_pid_mountinfo(5)`."""
    found = []
    for line in text.splitlines():
        fields, dash, rest = line.partition(" - ")
        if dash and len(parts := fields.split()) > 4 and rest:
            found.append((_OCTAL.sub(_character, parts[4]), rest.split()[0]))
    return found


def parse_mount(text: str) -> Mounts:
    """Read what `mount` prints on macOS: `//me@host/share on /Volumes/share (smbfs, nodev)`."""
    pattern = re.compile(r".+ on (/.*) \(([a-z0-9_]+)")
    return [(m[1], m[2]) for line in text.splitlines() if (m := pattern.match(line))]


def is_network_path(path: str) -> bool:
    r"""Tell whether a path of Windows names a host, as `\\host\share\plan.aifp` does."""
    drive = PureWindowsPath(path).drive.replace("/", "\\")
    return drive.startswith("\\\\") and not re.match(r"\\\\[?.]\\[A-Za-z]:", drive)


def _character(found: "re.Match[str]") -> str:
    return chr(int(found[1], 8))


def _drive_share(path: Path) -> str | None:
    """Return what Windows says of the drive of a path, if that is elsewhere."""
    if sys.platform != "win32":
        return None
    if is_network_path(str(path)):
        return "SMB"
    kernel = ctypes.windll.kernel32
    return "SMB" if kernel.GetDriveTypeW(path.drive + "\\") == _REMOTE_DRIVE else None


def _mounted_share(path: Path, mounts: Mounts) -> str | None:
    """Return the file system of the innermost mount that holds a path, if that is a share."""
    real = PurePath(os.path.realpath(path))
    around = [(point, system) for point, system in mounts if real.is_relative_to(point)]
    if not around:
        return None
    # Of two mounts on one point the later lies on top.
    innermost = max(enumerate(around), key=lambda found: (len(found[1][0]), found[0]))
    return _SHARES.get(innermost[1][1].lower())


def _synced_by(path: Path, variables: Mapping[str, str], home: Path) -> str | None:
    for folders in ([*path.parents], [*Path(os.path.realpath(path)).parents]):
        for found in (_by_variable, _by_marker, _by_name):
            program = found(folders, variables, home)
            if program is not None:
                return program
    return None


def _by_variable(folders: Sequence[Path], variables: Mapping[str, str], _home: Path) -> str | None:
    named = {
        Path(variables[name]): what for name, what in _VARIABLES.items() if variables.get(name)
    }
    return next((named[folder] for folder in folders if folder in named), None)


def _by_marker(folders: Sequence[Path], _variables: Mapping[str, str], home: Path) -> str | None:
    for folder in folders:
        if folder == home:
            return None  # there the markers belong to the programs themselves
        for name in _hidden_in(folder):
            for pattern, program in _MARKERS:
                if PurePath(name).match(pattern):
                    return program
    return None


def _hidden_in(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("."))
    except OSError:
        return []


def _by_name(folders: Sequence[Path], _variables: Mapping[str, str], home: Path) -> str | None:
    """Return the program by the name it gives its folder, which must lie in the home."""
    for folder in folders:
        if home in folder.parents:
            for pattern, program in _NAMES:
                if re.fullmatch(pattern, folder.name):
                    return program
    return None
