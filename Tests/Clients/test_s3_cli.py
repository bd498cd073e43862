"""The `aws` command, as people use it on files."""

import json
import re

import pytest


@pytest.fixture
def folder(tmp_path):
    """A folder to send: names that are hard, an empty file, and one of several parts."""
    root = tmp_path / "photos"
    for name, content in {
        "a.txt": b"a",
        "sub/b c.txt": b"b",
        "sub/ü+&%.txt": b"c",
        "sub/deeper/empty": b"",
        "large.bin": bytes(range(256)) * (9 << 12),
    }.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root


def contents(root):
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def keys(s3, bucket):
    return [item["Key"] for item in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_folders_are_kept_in_step(server, s3, bucket, folder, tmp_path):
    sent = server.aws("s3", "sync", folder, f"s3://{bucket}/photos").stdout
    assert sent.count("upload: ") == 5
    told = s3.head_object(Bucket=bucket, Key="photos/large.bin")
    assert told["ETag"].endswith('-2"')
    assert s3.head_object(Bucket=bucket, Key="photos/a.txt")["ContentType"] == "text/plain"
    # Nothing has changed, so nothing is sent.
    assert server.aws("s3", "sync", folder, f"s3://{bucket}/photos").stdout == ""
    (folder / "a.txt").unlink()
    (folder / "new.txt").write_bytes(b"new")
    changed = server.aws("s3", "sync", folder, f"s3://{bucket}/photos", "--delete").stdout
    assert sorted(re.findall(r"^(upload|delete): ", changed, re.M)) == ["delete", "upload"]
    server.aws("s3", "sync", f"s3://{bucket}/photos", tmp_path / "back")
    assert contents(tmp_path / "back") == contents(folder)


def test_a_bucket_is_made_listed_and_removed_with_all_in_it(server, s3, name, folder):
    assert server.aws("s3", "mb", f"s3://{name}").stdout == f"make_bucket: {name}\n"
    server.aws("s3", "cp", folder / "sub", f"s3://{name}/x", "--recursive")
    listed = server.aws("s3", "ls", f"s3://{name}/x/").stdout.splitlines()
    assert [re.sub(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "DATE", line) for line in listed] == [
        "                           PRE deeper/",
        "DATE          1 b c.txt",
        "DATE          1 ü+&%.txt",
    ]
    summary = server.aws("s3", "ls", f"s3://{name}", "--recursive", "--summarize").stdout
    assert ("Total Objects: 3" in summary, "Total Size: 2" in summary) == (True, True)
    assert f" {name}\n" in server.aws("s3", "ls").stdout
    refused = server.aws("s3", "rb", f"s3://{name}", check=False)
    assert (refused.returncode, "BucketNotEmpty" in refused.stderr) == (1, True)
    removed = server.aws("s3", "rb", f"s3://{name}", "--force").stdout
    assert f"remove_bucket: {name}" in removed
    assert server.aws("s3", "ls", f"s3://{name}", check=False).returncode != 0


def test_files_are_copied_moved_and_removed(server, s3, bucket, folder, tmp_path):
    server.aws("s3", "cp", folder / "a.txt", f"s3://{bucket}/small", "--metadata", "place=river")
    server.aws("s3", "cp", f"s3://{bucket}/small", f"s3://{bucket}/copy")
    copied = s3.get_object(Bucket=bucket, Key="copy")
    assert (copied["Body"].read(), copied["Metadata"]) == (b"a", {"place": "river"})
    server.aws("s3", "mv", f"s3://{bucket}/copy", f"s3://{bucket}/a b/ü")
    assert keys(s3, bucket) == ["a b/ü", "small"]
    server.aws("s3", "mv", f"s3://{bucket}/a b/ü", tmp_path / "down")
    assert (tmp_path / "down").read_bytes() == b"a"
    server.aws("s3", "cp", "-", f"s3://{bucket}/typed", input="from a pipe")
    assert server.aws("s3", "cp", f"s3://{bucket}/typed", "-").stdout == "from a pipe"
    server.aws("s3", "rm", f"s3://{bucket}", "--recursive", "--exclude", "typed")
    assert keys(s3, bucket) == ["typed"]
    lost = server.aws("s3", "cp", f"s3://{bucket}/small", tmp_path / "none", check=False)
    assert (lost.returncode, "404" in lost.stderr) == (1, True)


def test_single_operations_answer_json(server, bucket, folder):
    def ask(operation, *arguments):
        return json.loads(server.aws("s3api", operation, "--bucket", bucket, *arguments).stdout or "null")

    put = ask("put-object", "--key", "k", "--body", folder / "a.txt", "--checksum-algorithm", "SHA256")
    assert put["ChecksumSHA256"] == "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="
    assert ask("head-object", "--key", "k")["ContentLength"] == 1
    listed = ask("list-objects-v2", "--query", "Contents[].[Key,Size]")
    assert listed == [["k", 1]]
    refused = server.aws("s3api", "get-object", "--bucket", bucket, "--key", "none", "/dev/null", check=False)
    assert "(NoSuchKey)" in refused.stderr
