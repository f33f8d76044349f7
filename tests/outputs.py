"""The shapes of output, each with what a test asks of it: its documents, its manifest, what tells that it changed."""

import json
import os
import socket
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path

from tests.clusters import wait_until


class Folder:
    """`--output out`"""

    def __init__(self, folder):
        self.address = folder / "out"

    def members(self):
        """Every file by its name below the output, with its bytes."""
        files = (path for path in self.address.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {path.relative_to(self.address).as_posix(): path.read_bytes() for path in files}

    def files(self):
        """What a build that changes nothing leaves as it is."""
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in self.address.rglob("*")}

    def holds(self, line):
        """The bytes that a line of the manifest tells of."""
        return (self.address / line["path"]).read_bytes()


class Zip(Folder):
    """`--output forms.zip`"""

    def __init__(self, folder):
        self.folder = folder / "zips"
        self.address = self.folder / "forms.zip"

    def members(self):
        """See Folder."""
        found = {}
        for path in sorted(self.folder.glob("*.zip")):
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
                assert found.keys().isdisjoint(archive.namelist())
                found |= {name: archive.read(name) for name in archive.namelist()}
        return found

    def files(self):
        """See Folder."""
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in self.folder.rglob("*")}

    def holds(self, line):
        """See Folder."""
        file, _, member = line["path"].partition("/")
        with zipfile.ZipFile(self.folder / file) as archive:
            return archive.read(member)


class Bucket:
    """`--output s3://bucket/folder`, on a server that keeps every version of an object."""

    def __init__(self, client, name):
        self.client, self.name = client, name
        self.address = f"s3://{name}/hồ sơ"
        client.create_bucket(Bucket=name)
        client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})

    def _objects(self):
        pages = self.client.get_paginator("list_object_versions").paginate(Bucket=self.name)
        return [(found["Key"], found["VersionId"]) for page in pages for found in page.get("Versions", ())]

    def members(self):
        """See Folder."""
        keys = {key for key, _version in self._objects()}
        return {key.removeprefix("hồ sơ/"): self._get(key) for key in keys}

    def _get(self, key):
        with self.client.get_object(Bucket=self.name, Key=key)["Body"] as body:
            return body.read()

    def files(self):
        """See Folder."""
        return self._objects()

    def holds(self, line):
        """See Folder."""
        return self._get(f"hồ sơ/{line['path']}")


def documents(place):
    """The documents in an output, by their names in a folder."""
    return {name: docx for name, docx in place.members().items() if name.endswith(".docx")}


def manifest_in(place):
    """The lines of the manifest in an output."""
    return [json.loads(line) for line in place.members()["nho/manifest.jsonl"].decode().splitlines()]


@contextmanager
def s3_server(folder):
    """An S3 server of moto's on this machine, a process of its own: its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    with (folder / "moto.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            wait_until(lambda: _answers(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def _answers(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1"}  # any will do
os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
