from datetime import UTC, datetime
from io import StringIO

from django.core.management import call_command

from khuyencong.funding.models import Entry
from khuyencong.illustrative import actions
from khuyencong.illustrative.models import Loading
from khuyencong.schemes.models import Scheme

AT = datetime(2026, 1, 5, tzinfo=UTC)


def screen():
    out = StringIO()
    call_command("load_illustrative", stdout=out)
    return out.getvalue().splitlines()


def test_a_second_loading_changes_nothing_and_asks_the_database_once(
    records, django_assert_num_queries
):
    before = Scheme.objects.count(), Entry.objects.count()

    with django_assert_num_queries(3):  # two of them keep the savepoint
        reports = actions.load(at=AT)

    assert {report.state for report in reports} == {actions.State.PRESENT}
    assert (Scheme.objects.count(), Entry.objects.count()) == before
    assert screen()[0].endswith("(minh họa): đã có sẵn.")


def test_records_of_another_plan_are_kept_and_said_to_be_so(records):
    Loading.objects.filter(term="hai-duong-2014-2018").update(digest="0" * 64)

    lines = screen()

    assert lines[4].endswith(
        "(minh họa): giữ bản nạp theo kế hoạch cũ (sổ chỉ ghi thêm, không thay được)."
    )
    assert lines[3].endswith("(minh họa): đã có sẵn.")
