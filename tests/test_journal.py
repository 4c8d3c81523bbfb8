"""What production logs: lines of JSON, in which nobody's words appear."""

import json
import logging
import sys

from portal.journal import Lines


def line(message, *args, error=None):
    record = logging.LogRecord("portal.tasks", logging.ERROR, __file__, 1, message, args, error)
    return json.loads(Lines().format(record))


def test_a_record_is_one_line_with_when_where_and_what():
    said = line("task %s failed", "0192")
    assert (said["level"], said["from"], said["message"]) == ("error", "portal.tasks", "task 0192 failed")
    assert said["at"].endswith("+00:00")


def test_an_exception_is_told_by_its_class_and_its_places_and_not_by_its_words():
    try:
        {}["Priya Nair wrote\nsomething odd"]
    except KeyError:
        text = Lines().format(
            logging.LogRecord("portal", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
        )
    said = json.loads(text)
    assert said["error"] == "KeyError"
    assert said["trace"][-1].endswith(
        "test_an_exception_is_told_by_its_class_and_its_places_and_not_by_its_words"
    )
    assert "Priya" not in text
    assert "\n" not in text
