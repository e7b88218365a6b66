"""A text read and checked over HTTP: the same answers as the command line, errors in sentences."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khuyencong.figures.reading.extract import read
from tests.figures.made_up import TEXT, WRONG

EXTRACT, CHECK = "/api/so-lieu/trich/", "/api/so-lieu/soat/"


@pytest.fixture
def client(sign_in, province_officer):
    return sign_in(province_officer)


def test_a_text_gives_the_array_of_the_command(client):
    assert client.post(EXTRACT, {"text": TEXT}).json() == read(TEXT).to_json()


def test_a_file_gives_the_same(client):
    file = SimpleUploadedFile("bao-cao.txt", TEXT.encode())

    assert client.post(EXTRACT, {"file": file}).json() == read(TEXT).to_json()


def test_a_check_tells_findings_with_their_figures(client):
    told = client.post(CHECK, {"text": WRONG}).json()

    assert (told["contradicts"], told["findings"][0]) == (
        True,
        {
            "code": told["findings"][0]["code"],
            "severity": "contradiction",
            "message": "Các phần cộng lại vượt 2 đề án so với tổng «30 đề án»: "
            "«04 đề án» + «20 đề án» + «08 đề án» = 32 đề án.",
            "figures": [1, 3, 5, 7],
            "difference": -2.0,
            "resolve": told["findings"][0]["resolve"],
        },
    )
    assert [one["judgement"] for one in told["judgements"]][:2] == [
        "không đối chiếu",
        "tự mâu thuẫn",
    ]


def test_a_check_may_ask_the_records(client, province):
    told = client.post(CHECK, {"text": TEXT, "records": "1"}).json()

    assert told["judgements"][1]["judgement"] == "không tìm thấy"
    assert told["judgements"][1]["address"].startswith("measure=schemes")


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({}, 400, "Hãy gửi «file» hoặc «text», một trong hai."),
        ({"text": "   "}, 400, "Hãy gửi «file» hoặc «text», một trong hai."),
        ({"file": b"PK\x03\x04"}, 422, "Tệp Word bị hỏng nên không đọc được."),
    ],
)
def test_a_refusal_is_json_with_a_sentence(client, sent, status, sentence):
    if "file" in sent:
        sent = {"file": SimpleUploadedFile("a.docx", sent["file"])}

    response = client.post(EXTRACT, sent)

    assert (response.status_code, response.json()) == (status, {"error": sentence})


@pytest.mark.parametrize("address", [EXTRACT, CHECK])
def test_who_has_not_signed_in_gets_401_and_who_may_not_403(db, sign_in, accountant, address):
    clients = (Client(), sign_in(accountant))

    assert [one.post(address, {"text": TEXT}).status_code for one in clients] == [401, 403]


def test_it_takes_only_post(client):
    assert client.get(EXTRACT).status_code == 405
