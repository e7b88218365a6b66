"""Measure the budgets of the design on a synthetic load, as ratios within this one run.

100,000 schemes and 1,000,000 ledger entries (dữ liệu minh họa, a database of its own) → server
CPU and queries of pages against a bare view, and the national report against the best single SQL.
The illustrative programmes stand beside them with their whole lives, for pages of the lifecycle.
"""

import logging
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyencong.config.settings")

import django  # noqa: E402 - the path and the settings come first

django.setup()

from django.conf import settings  # noqa: E402 - after setup
from django.core.management import call_command  # noqa: E402 - after setup
from django.db import connection  # noqa: E402 - after setup
from django.http import HttpRequest, HttpResponse  # noqa: E402, TID251 - the bare view
from django.test import Client  # noqa: E402 - after setup
from django.test.utils import CaptureQueriesContext  # noqa: E402 - after setup
from django.urls import path  # noqa: E402 - after setup
from django.utils import timezone  # noqa: E402 - after setup

from khuyencong.accounts.http import page  # noqa: E402 - after setup
from khuyencong.accounts.models import User  # noqa: E402 - after setup
from khuyencong.config.urls import urlpatterns as site  # noqa: E402 - after setup
from khuyencong.illustrative import actions as illustrative  # noqa: E402 - after setup
from khuyencong.indicators.address import Address  # noqa: E402 - after setup
from khuyencong.indicators.breakdown import split  # noqa: E402 - after setup
from khuyencong.lib.period import Period  # noqa: E402 - after setup
from khuyencong.organisations.models import Organisation  # noqa: E402 - after setup

SCHEMES = 100_000
ROUNDS = 15


LOAD = """
CREATE TEMP TABLE p AS
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM places_unit
    WHERE level = 'province' AND valid_from IS NULL;
CREATE TEMP TABLE content AS
    SELECT word, ordinality - 1 AS n FROM unnest(ARRAY['machine', 'machine', 'machine', 'model',
        'vocational', 'management', 'selection', 'fair', 'brand', 'info', 'capacity', ''])
        WITH ORDINALITY AS x(word, ordinality);
CREATE TEMP TABLE scheme AS
    SELECT g AS id, p.id AS province_id, 2014 + (g / 63) %% 10 AS year,
           CASE WHEN g %% 6 = 0 THEN 'national' ELSE 'province' END AS tier
    FROM generate_series(1, %(schemes)s) AS g JOIN p ON p.n = g %% 63;
INSERT INTO establishments_establishment (id, code, name, fold, sort_key, legal_form, province_id,
        address, tax_code, phone, is_illustrative)
    SELECT id, 'BM-CS-' || id, 'Cơ sở minh họa ' || id, 'co so minh hoa ' || id,
           convert_to('co so minh hoa ' || id, 'UTF8'),
           (ARRAY['enterprise', 'cooperative', 'household'])[1 + id %% 3],
           province_id, '', '', '', true
    FROM scheme;
INSERT INTO schemes_scheme (id, code, name, fold, tier, form, state, province_id, start_year,
        end_year, approval, dated_on, is_illustrative)
    SELECT id, 'BM-' || lpad(id::text, 6, '0'), 'Đề án minh họa ' || id, 'de an minh hoa ' || id,
           tier, 'single', 'planned', province_id, year, year, '',
           make_date(year, 1 + id %% 12, 15), true
    FROM scheme;
INSERT INTO schemes_steptaken (scheme_id, number, name, from_state, to_state, at, note,
        decision_number)
    SELECT id, 1, 'record', '', 'planned', make_date(year, 1, 1), '', '' FROM scheme;
INSERT INTO schemes_beneficiary (id, scheme_id, establishment_id) SELECT id, id, id FROM scheme;
INSERT INTO funding_account (id, province_id, content, year, dated_on, stage, advance_basis,
        is_illustrative)
    SELECT s.id * 2 + k, s.province_id, c.word, s.year, make_date(s.year, 1 + s.id %% 12, 15),
           'settled', '', true
    FROM scheme AS s CROSS JOIN generate_series(0, 1) AS k
    JOIN content AS c ON c.n = (s.id + k * 5) %% 12;
INSERT INTO schemes_line (scheme_id, beneficiary_id, content, item, place, account_id)
    SELECT a.id / 2, a.id / 2, a.content, '', '', a.id FROM funding_account AS a;
INSERT INTO funding_entry (account_id, amount_vnd, nature, kind, level, booked_on, document,
        recorded_at)
    SELECT a.id, (50 + a.id %% 250) * 1000000 + a.id,
           (ARRAY['allocated', 'advanced', 'accepted', 'settled', 'settled'])[e],
           CASE WHEN e = 5 THEN 'counterpart' ELSE 'grant' END,
           CASE WHEN e = 5 THEN '' WHEN (a.id / 2) %% 6 = 0 THEN 'national' ELSE 'province' END,
           a.dated_on + e * 20, '', a.dated_on
    FROM funding_account AS a CROSS JOIN generate_series(1, 5) AS e;
SELECT setval(pg_get_serial_sequence(name, 'id'), %(schemes)s * 2 + 1) FROM unnest(ARRAY[
    'establishments_establishment', 'schemes_scheme', 'schemes_beneficiary', 'funding_account'
]) AS name;
"""

BEST_SQL = """
SELECT account.province_id, account.content, entry.level, sum(entry.amount_vnd), count(*)
FROM funding_entry AS entry JOIN funding_account AS account ON account.id = entry.account_id
WHERE entry.nature = account.stage AND entry.kind = 'grant' AND account.is_illustrative
  AND account.year BETWEEN 2014 AND 2023
GROUP BY 1, 2, 3
"""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@page("GET", public=True)
def bare(request: HttpRequest) -> HttpResponse:
    """Answer with nothing: what the server itself costs."""
    return HttpResponse()


urlpatterns = [path("bench/", bare), *site]


def prepare() -> None:
    """Create, migrate and fill the bench's own database, or take the one that is there."""
    connection.settings_dict["TEST"]["NAME"] = "khuyencong_bench"
    connection.creation.create_test_db(verbosity=0, keepdb=True, serialize=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM schemes_scheme")
        count = cursor.fetchone()[0]
    if count < SCHEMES:
        call_command("load_places", verbosity=0)
        _fill()
    if count <= SCHEMES:
        call_command("load_regulations", stdout=StringIO())
        illustrative.load(at=timezone.now())
        call_command("create_demo_users", stdout=StringIO())
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _fill() -> None:
    with connection.cursor() as cursor:
        for table in ("funding_entry", "schemes_scheme", "schemes_steptaken"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in LOAD.split(";\n"):
            if statement.strip():
                cursor.execute(statement, {"schemes": SCHEMES})
        for table in ("funding_entry", "schemes_scheme", "schemes_steptaken"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def officer() -> User:
    """Return an officer of the whole country, who sees every row there is."""
    department, _ = Organisation.objects.get_or_create(
        code="bench", defaults={"kind": "ministry_department", "is_illustrative": True}
    )
    person, _ = User.objects.get_or_create(
        username="bench",
        defaults={
            "full_name": "Đo tải",
            "role": "ministry_officer",
            "organisation": department,
            "is_illustrative": True,
        },
    )
    return person


def somebody(role: str) -> User:
    """Return an illustrative person of that role in the province with most histories."""
    return User.objects.get(username=_PEOPLE[role])


_PEOPLE = {
    "province_officer": "mh-province-officer-minh-hoa-so-cong-thuong-nghe-an",
    "centre_officer": "mh-centre-officer-minh-hoa-trung-tam-khuyen-cong-nghe-an",
    "applicant": "minhhoa-applicant",
}


def median_cpu(client: Client, url: str) -> float:
    """Return the median CPU time of this process for an answer, in ms, after one warm-up."""
    client.get(url)
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        client.get(url)
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


def median_wall(deed: Callable[[], object]) -> float:
    deed()
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        deed()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


PAGES = (
    ("danh sách đề án", "/de-an/", 25),
    ("danh sách đề án, trang 200", "/de-an/?trang=200", 25),
    ("chi tiết đề án", "/de-an/BM-000063/", 25),
    ("sổ kinh phí của đề án", "/de-an/BM-000063/so-kinh-phi/", 25),
    ("danh sách cơ sở", "/co-so/", 25),
    ("bàn làm việc", "/ban-lam-viec/", 100),
    (
        "số liệu một tỉnh 5 năm",
        "/so-lieu/?measure=support&content=machine&place=Hải+Dương&period=2014-2018",
        100,
    ),
    ("trang chủ công khai", "/", 100),
    ("báo cáo 5 năm một tỉnh", "/bao-cao/hai-duong/2014-2018/so/", 100),
)
CODE = "MH-NA-2020-MM-100"
LIFECYCLE = (
    ("việc đang chờ, cán bộ Sở", "province_officer", "/ban-lam-viec/viec-dang-cho/", 100),
    ("việc đang chờ, cán bộ Trung tâm", "centre_officer", "/ban-lam-viec/viec-dang-cho/", 100),
    ("danh sách hồ sơ", "centre_officer", "/ho-so/", 25),
    ("hồ sơ", "province_officer", f"/ho-so/{CODE}/", 25),
    ("khảo sát nhu cầu", "centre_officer", "/khao-sat/", 25),
    ("độ phủ", "province_officer", "/khao-sat/do-phu/?records=True", 100),
    ("thẩm định", "province_officer", f"/tham-dinh/{CODE}/", 25),
    ("thẩm định: ý kiến", "province_officer", f"/tham-dinh/{CODE}/cac-y-kien/", 25),
    ("thẩm định: định mức", "province_officer", f"/tham-dinh/{CODE}/doi-chieu/", 25),
    ("thẩm định: hỗ trợ trước", "province_officer", f"/tham-dinh/{CODE}/ho-tro-truoc/", 25),
    ("thẩm định: hồ sơ", "province_officer", f"/tham-dinh/{CODE}/ho-so/", 25),
    ("kế hoạch năm", "province_officer", "/ke-hoach/2020/", 100),
    ("thực hiện: hợp đồng và kinh phí", "province_officer", f"/thuc-hien/{CODE}/", 25),
    ("thực hiện: tiến độ", "province_officer", f"/thuc-hien/{CODE}/tien-do/", 25),
    ("thực hiện: nghiệm thu", "province_officer", f"/thuc-hien/{CODE}/nghiem-thu/", 25),
    ("thực hiện: sau hỗ trợ", "province_officer", f"/thuc-hien/{CODE}/sau-ho-tro/", 25),
    ("thời gian chờ", "province_officer", "/dieu-chinh/thoi-gian/", 100),
    ("văn bản của đề án", "province_officer", f"/van-thu/de-an/{CODE}/", 25),
    ("văn bản của năm", "province_officer", "/van-thu/nam/2020/", 25),
    ("sổ văn bản", "centre_officer", "/van-thu/", 25),
    ("tài khoản của cơ sở", "centre_officer", "/co-so/tai-khoan/", 25),
    ("bàn làm việc của cơ sở", "applicant", "/ban-lam-viec/", 100),
)
"""Pages of the lifecycle: name, whose, address, budget of CPU in ms; each may ask 12 times."""
MOST_QUERIES = {"/bao-cao/hai-duong/2014-2018/so/": 13}
"""A report is no list, detail, dashboard or address page; the others ask 12 times at most."""


def measure_pages(client: Client) -> list[str]:
    """Measure the pages of the ministry's officer; return what breaks a budget."""
    return [name for name, url, budget_ms in PAGES if not is_within(client, name, url, budget_ms)]


def measure_lifecycle(client: Client) -> list[str]:
    """Measure the pages of the lifecycle, each as whose it is; return what breaks a budget."""
    broken = []
    for name, role, url, budget_ms in LIFECYCLE:
        client.force_login(somebody(role))
        if not is_within(client, name, url, budget_ms):
            broken.append(name)
    return broken


def is_within(client: Client, name: str, url: str, budget_ms: int) -> bool:
    """Print CPU and queries of a page; return whether both are within its budget.

    How many times the bare view it costs is told beside: a slow or shared core slows both.
    """
    status = client.get(url).status_code  # what a process keeps, such as boundaries, is kept
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    asked, most = len(queries), MOST_QUERIES.get(url, 12)
    bare, cpu = median_cpu(client, "/bench/"), median_cpu(client, url)
    say(
        f"{name}: {cpu:.1f} ms CPU (ngân sách {budget_ms} ms) = {cpu / bare:.1f} lần trang rỗng "
        f"({bare:.1f} ms); {asked} truy vấn (ngân sách {most}); HTTP {status}"
    )
    return status == 200 and cpu <= budget_ms and asked <= most


def measure_report() -> list[str]:
    """Compare the national ten-year table with the best single SQL; both give the same numbers."""
    address = Address(measure="support", period=Period.of_years(2014, 2023), records="illustrative")

    def best() -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(BEST_SQL)
            return list(cursor.fetchall())

    def ours() -> list[tuple[Any, ...]]:
        parts = split(address, "place", "content", "source")
        return [(*part.keys, part.value, part.rows_count) for part in parts]

    same = {(*row[:3], int(row[3]), row[4]) for row in best()} == set(ours())
    sql, evaluator = median_wall(best), median_wall(ours)
    ratio = evaluator / sql
    say(
        f"báo cáo cả nước 10 năm, tỉnh × nội dung × nguồn ({len(ours())} ô, số liệu "
        f"{'trùng khớp' if same else 'KHÁC NHAU'}): {evaluator:.0f} ms = {ratio:.2f} lần câu SQL "
        f"đơn tốt nhất ({sql:.0f} ms); ngân sách 1,5 lần"
    )
    return [] if same and ratio <= 1.5 else ["báo cáo cả nước"]


def main() -> int:
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.CRITICAL)
    settings.ROOT_URLCONF = __name__
    sys.modules.setdefault("bench", sys.modules[__name__])
    say("Chuẩn bị 100.000 đề án và 1.000.000 bút toán (dữ liệu minh họa)…")
    prepare()
    client = Client()
    client.force_login(officer())
    broken = [*measure_pages(client), *measure_lifecycle(client), *measure_report()]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say(f"bộ nhớ của tiến trình: {memory} MiB (ngân sách 250 MiB)")
    if memory > 250:
        broken.append("bộ nhớ")
    say("Trong ngân sách." if not broken else f"VƯỢT NGÂN SÁCH: {', '.join(broken)}.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
