"""A place to plant a violation, so that each check is seen to find one."""

import textwrap

import pytest


@pytest.fixture
def plant(tmp_path):
    """Write files into an empty tree ({path: text}) and give its root."""

    def write(files: dict[str, str]):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        return tmp_path

    return write
