"""A file is what it says, kept under a name of ours, and never shown as a page of the site."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyencong.delivery.models import Photo
from khuyencong.dossiers.forms.files import check_file
from tests.access.test_every_address import ALL, signed_in
from tests.documents.encrypted import LOCKED, OPEN_TO_READ

pytestmark = pytest.mark.django_db

PAGE = b"<html><script>alert(1)</script></html>"
JPEG = b"\xff\xd8\xff\xe0" + PAGE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.svg", b"<svg onload='alert(1)'/>"),
        ("anh.html", PAGE),
        ("anh.jpg", PAGE),
        ("anh.png", b"GIF89a"),
        ("to-trinh.pdf", b"MZ" + PAGE),
        ("to-trinh.pdf.exe", b"%PDF-1.7"),
        ("to-trinh.docm", b"PK\x03\x04"),
        ("to-trinh.doc", b"\xd0\xcf\x11\xe0"),
        ("du-toan.xlsx", b"%PDF-1.7"),
        ("khong-duoi", b"%PDF-1.7"),
        (".pdf", b"%PDF-1.7"),
        ("khoa.pdf", LOCKED["aes-256"]),
        ("khoa.pdf", LOCKED["rc4-128"]),
    ],
)
def test_a_file_that_is_not_what_is_asked_for_is_refused(name, content):
    with pytest.raises(forms.ValidationError):
        check_file(SimpleUploadedFile(name, content))


def test_a_pdf_that_anybody_may_read_is_taken_though_it_is_encrypted():
    found = check_file(SimpleUploadedFile("chi-doc.pdf", OPEN_TO_READ))

    assert (found.content, found.media_type) == (OPEN_TO_READ, "application/pdf")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\Users\\a\\may-say.jpg", "may-say.jpg"),
        ("máy\u202egpj\x01.jpg", "máygpj.jpg"),
        ("n" * 230 + ".jpg", "n" * 196 + ".jpg"),
        ("<script>.jpg", "<script>.jpg"),
    ],
)
def test_a_name_is_only_ever_a_name(everything, name, kept):
    client = signed_in(everything.own["centre_officer"])
    page = reverse("delivery:report_photo_add", args=["KIN-1", everything.report])

    answer = client.post(page, *form_of(name, JPEG, taken_at="15/3/2026 09:30", place="Xã"))

    photo = Photo.objects.latest("pk")
    assert (answer.status_code, photo.file_name) == (302, kept)
    assert re.fullmatch(r"delivery/\d{4}/\d\d/[0-9a-f]{32}\.jpg", photo.file.name)
    assert "<script>.jpg" not in client.get("/thuc-hien/KIN-1/tien-do/").content.decode()


def form_of(file_name, content, **fields):
    """A form as a browser sends it, but with a file name that no browser would send."""
    parts = [
        f'--X\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--X\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
    parts += [head.encode(), b"Content-Type: image/jpeg\r\n\r\n", content, b"\r\n--X--\r\n"]
    return b"".join(parts), "multipart/form-data; boundary=X"


FILES = [
    one for one in ALL if one.name.endswith("_file") and one.is_of_a_record and not one.is_public
]


@pytest.mark.parametrize("address", FILES, ids=lambda one: one.full_name)
def test_a_stored_file_is_saved_and_never_shown_as_a_page_of_the_site(everything, address):
    """A picture with a page in it, a PDF with a script: whatever they hold, they are saved."""
    url = address.url(everything)
    answers = [signed_in(person).get(url) for person in everything.own.values()]
    given = [one for one in answers if one.status_code == 200]
    for one in given:
        b"".join(one)

    assert {
        (
            one.headers["Content-Disposition"].partition(";")[0],
            one.headers["X-Content-Type-Options"],
            "html" in one.headers["Content-Type"],
        )
        for one in given
    } == {("attachment", "nosniff", False)}
