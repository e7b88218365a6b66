import pytest

from khuyencong.lib.lifecycle import Lifecycle, StepNotAllowed, step

PAPER = Lifecycle(
    initial="draft",
    steps={
        "submit": step("Nộp", "draft", "returned", to="submitted"),
        "return": step("Trả lại", "submitted", to="returned", needs_note=True),
        "approve": step("Phê duyệt", "submitted", to="approved"),
        "archive": step("Lưu", "lost", to="archived"),
    },
)


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("draft", ["submit"]),
        ("submitted", ["return", "approve"]),
        ("returned", ["submit"]),
        ("approved", []),
    ],
)
def test_a_state_offers_the_steps_of_the_table(state: str, names: list[str]) -> None:
    assert list(PAPER.steps_from(state)) == names


def test_a_step_leads_where_the_table_says() -> None:
    assert PAPER.target("approve", state="submitted") == "approved"


@pytest.mark.parametrize(("name", "state"), [("approve", "draft"), ("burn", "draft")])
def test_a_step_outside_the_table_is_refused(name: str, state: str) -> None:
    with pytest.raises(StepNotAllowed) as caught:
        PAPER.target(name, state=state)

    assert str(caught.value) == f"Không thể thực hiện bước «{name}» ở trạng thái «{state}»."


def test_unreachable_states_show() -> None:
    assert PAPER.reachable() == {"draft", "submitted", "returned", "approved"}


def test_the_diagram_is_the_table() -> None:
    flow = Lifecycle("draft", {"submit": step("Nộp", "draft", to="submitted")})

    assert flow.mermaid({"draft": "Nháp", "submitted": "Đã nộp"}) == (
        "stateDiagram-v2\n"
        "    [*] --> draft\n"
        "    draft : Nháp\n"
        "    submitted : Đã nộp\n"
        "    draft --> submitted : Nộp\n"
    )
