"""A text made by us in the manner of provincial reports: parts, sources, a menu, planted slips."""

TITLE = "Hoạt động khuyến công tỉnh Nghệ An giai đoạn 2014-2018"

TEXT = f"""SỞ CÔNG THƯƠNG NGHỆ AN
Thứ 5, ngày 24/10/2019

{TITLE}

Trong 5 năm (2014-2018), hoạt động khuyến công tỉnh Nghệ An đã huy động được các nguồn lực \
tham gia đầu tư sản xuất công nghiệp, tiểu thủ công nghiệp.

Giai đoạn 2014-2018, toàn tỉnh đã thực hiện 30 đề án với tổng kinh phí hỗ trợ 6,2 tỷ đồng, trong đó:
- Hỗ trợ xây dựng mô hình trình diễn kỹ thuật 04 đề án, kinh phí 1,2 tỷ đồng.
- Hỗ trợ ứng dụng máy móc thiết bị tiên tiến 20 đề án, kinh phí 4 tỷ đồng.
- Hỗ trợ tham gia hội chợ, triển lãm 06 đề án, kinh phí 1 tỷ đồng.

Sở Công Thương đã tổ chức 03 đợt bình chọn sản phẩm công nghiệp nông thôn tiêu biểu cấp tỉnh, công \
nhận 62 sản phẩm.

Mục tiêu giai đoạn 2019-2020: hỗ trợ 12 đề án với kinh phí khoảng 3 tỷ đồng.

Các tin khác
Nghệ An: 14 đề án khuyến công được phê duyệt (12/3/2020)
"""

WRONG = TEXT.replace("06 đề án, kinh phí 1 tỷ đồng", "08 đề án, kinh phí 1 tỷ đồng")
"""The same with one slip: 4 + 20 + 8 is not 30."""
