"""A need and an outreach in words, value by value, as a correction compares them."""

from khuyencong.dossiers.models import Need, Outreach
from khuyencong.lib.days import show_day
from khuyencong.lib.money import show_exact


def told_of_need(need: Need) -> dict[str, str]:
    """Every value of a need by its label; empty is «không rõ»."""
    return {
        "Xã, phường": str(need.commune),
        "Tên cơ sở": need.name,
        "Cơ sở trong sổ": need.establishment.code if need.establishment else "",
        "Điện thoại": need.phone,
        "Mong muốn hỗ trợ": str(need.get_content_display()),
        "Cụ thể là gì": need.item,
        "Vốn tự đầu tư dự kiến": show_exact(need.investment_vnd) if need.investment_vnd else "",
        "Năm muốn làm": str(need.year),
        "Quý": str(need.quarter or ""),
        "Biết chương trình khuyến công qua ai": str(need.get_heard_from_display()),
        "Ghi chú": need.note,
    }


def told_of_outreach(outreach: Outreach) -> dict[str, str]:
    """Every value of an outreach by its label."""
    named = sorted(one.name for one in outreach.establishments.all())
    return {
        "Xã, phường": str(outreach.commune),
        "Ngày": show_day(outreach.held_on),
        "Hình thức": str(outreach.get_channel_display()),
        "Số cơ sở được phổ biến": _count(outreach.establishments_count),
        "Số lượt người": _count(outreach.people_count),
        "Các cơ sở có tên trong sổ": "; ".join(named),
        "Ghi chú": outreach.note,
    }


def _count(number: int | None) -> str:
    return "" if number is None else str(number)
