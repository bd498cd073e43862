"""What the tests with AWS's clients have already: a server of one's own, and projects made by boto3."""

import importlib.util
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "Clients"
# Last, for both folders have a conftest.py.
sys.path.append(str(FOLDER))


def _conftest():
    specification = importlib.util.spec_from_file_location("clients_conftest", FOLDER / "conftest.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


_there = _conftest()
Server, KATMAI = _there.Server, _there.KATMAI
