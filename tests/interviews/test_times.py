"""Local times as instants, also where the clocks change."""

from datetime import UTC, date, datetime, time

import pytest

from portal.interviews.times import Repeated, Skipped, instant

CHICAGO = "America/Chicago"


def test_a_usual_time_is_the_instant_that_its_zone_shows():
    assert instant(date(2026, 3, 2), time(14), CHICAGO) == datetime(2026, 3, 2, 20, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused_with_what_lies_around_it():
    with pytest.raises(Skipped) as refused:
        instant(date(2026, 3, 8), time(2, 30), CHICAGO)
    assert refused.value.earlier.strftime("%H:%M %Z") == "01:30 CST"
    assert refused.value.later.strftime("%H:%M %Z") == "03:30 CDT"


def test_a_time_that_comes_twice_is_asked_about_unless_it_is_said_which():
    with pytest.raises(Repeated) as asked:
        instant(date(2026, 11, 1), time(1, 30), CHICAGO)
    assert asked.value.first.tzname() == "CDT"
    assert asked.value.second.tzname() == "CST"
    assert instant(date(2026, 11, 1), time(1, 30), CHICAGO, 0) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert instant(date(2026, 11, 1), time(1, 30), CHICAGO, 1) == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)


def test_an_hour_after_the_change_is_no_longer_in_doubt():
    assert instant(date(2026, 11, 1), time(3), CHICAGO) == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert instant(date(2026, 3, 8), time(3), CHICAGO) == datetime(2026, 3, 8, 8, tzinfo=UTC)


def test_a_change_of_half_an_hour_is_known_too():
    with pytest.raises(Skipped):
        instant(date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe")
