from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing that a person may do, within the place of the person's organisation."""

    VIEW_RECORDS = "view_records"
    EDIT_ESTABLISHMENTS = "edit_establishments"
    RECORD_NEEDS = "record_needs"
    EDIT_SCHEMES = "edit_schemes"
    APPRAISE_SCHEMES = "appraise_schemes"
    APPROVE_SCHEMES = "approve_schemes"
    ACCEPT_SCHEMES = "accept_schemes"
    ALLOCATE_FUNDS = "allocate_funds"
    POST_ENTRIES = "post_entries"
    CONFIRM_FIGURES = "confirm_figures"
    EDIT_PROGRAMMES = "edit_programmes"
    WRITE_REPORTS = "write_reports"
    ISSUE_REPORTS = "issue_reports"
    SCORE_PRODUCTS = "score_products"
    APPLY_FOR_SUPPORT = "apply_for_support"
    GIVE_ACCOUNTS = "give_accounts"
    MANAGE_PEOPLE = "manage_people"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its stored code, its name and description for people, and what it may do."""

    code: str
    display_name: str
    description: str
    permissions: frozenset[Permission]


LEADER = Role(
    "leader",
    "Lãnh đạo Sở",
    "Phê duyệt đề án, phân bổ kinh phí và ký báo cáo của tỉnh.",
    frozenset(
        {
            Permission.VIEW_RECORDS,
            Permission.APPROVE_SCHEMES,
            Permission.ALLOCATE_FUNDS,
            Permission.EDIT_PROGRAMMES,
            Permission.WRITE_REPORTS,
            Permission.ISSUE_REPORTS,
        }
    ),
)
PROVINCE_OFFICER = Role(
    "province_officer",
    "Cán bộ Sở",
    "Thẩm định, nghiệm thu đề án, xác nhận số liệu và lập báo cáo của tỉnh.",
    frozenset(
        {
            Permission.VIEW_RECORDS,
            Permission.EDIT_ESTABLISHMENTS,
            Permission.RECORD_NEEDS,
            Permission.EDIT_SCHEMES,
            Permission.APPRAISE_SCHEMES,
            Permission.ACCEPT_SCHEMES,
            Permission.EDIT_PROGRAMMES,
            Permission.CONFIRM_FIGURES,
            Permission.WRITE_REPORTS,
        }
    ),
)
CENTRE_OFFICER = Role(
    "centre_officer",
    "Cán bộ Trung tâm khuyến công",
    "Khảo sát cơ sở, lập và thực hiện đề án, ghi kết quả; mở tài khoản cho cơ sở.",
    frozenset(
        {
            Permission.VIEW_RECORDS,
            Permission.EDIT_ESTABLISHMENTS,
            Permission.RECORD_NEEDS,
            Permission.EDIT_SCHEMES,
            Permission.WRITE_REPORTS,
            Permission.GIVE_ACCOUNTS,
        }
    ),
)
COMMUNE_OFFICER = Role(
    "commune_officer",
    "Cán bộ xã",
    "Theo dõi cơ sở, ghi nhu cầu và lập hồ sơ đề án trên địa bàn xã, phường.",
    frozenset({Permission.VIEW_RECORDS, Permission.EDIT_ESTABLISHMENTS, Permission.RECORD_NEEDS}),
)
COLLABORATOR = Role(
    "collaborator",
    "Cộng tác viên khuyến công",
    "Ghi nhu cầu của cơ sở và việc tuyên truyền trên địa bàn xã, phường.",
    frozenset({Permission.RECORD_NEEDS}),
)
ACCOUNTANT = Role(
    "accountant",
    "Kế toán",
    "Ghi sổ kinh phí: tạm ứng, giải ngân, quyết toán.",
    frozenset({Permission.VIEW_RECORDS, Permission.POST_ENTRIES}),
)
MINISTRY_LEADER = Role(
    "ministry_leader",
    "Lãnh đạo Bộ (Bộ Công Thương)",
    "Phê duyệt kế hoạch khuyến công quốc gia; quyết định các điều chỉnh thuộc thẩm quyền của Bộ.",
    frozenset(
        {
            Permission.VIEW_RECORDS,
            Permission.APPROVE_SCHEMES,
            Permission.ALLOCATE_FUNDS,
        }
    ),
)
MINISTRY_OFFICER = Role(
    "ministry_officer",
    "Cán bộ Cục (Bộ Công Thương)",
    "Thẩm định đề án khuyến công quốc gia, tổng hợp kế hoạch trình Bộ, quyết định các điều chỉnh "
    "được giao cho Cục, lập báo cáo toàn quốc.",
    frozenset(
        {
            Permission.VIEW_RECORDS,
            Permission.APPRAISE_SCHEMES,
            Permission.CONFIRM_FIGURES,
            Permission.EDIT_PROGRAMMES,
            Permission.WRITE_REPORTS,
        }
    ),
)
COUNCIL_MEMBER = Role(
    "council_member",
    "Thành viên hội đồng",
    "Chấm điểm sản phẩm và cho ý kiến trong hội đồng.",
    frozenset({Permission.SCORE_PRODUCTS}),
)
APPLICANT = Role(
    "applicant",
    "Cơ sở CNNT",
    "Nêu nhu cầu hỗ trợ và theo dõi hồ sơ, đề án, kinh phí của cơ sở mình.",
    frozenset({Permission.APPLY_FOR_SUPPORT}),
)
ADMINISTRATOR = Role(
    "administrator",
    "Quản trị",
    "Mở, khóa tài khoản và quản lý danh mục; không sửa hồ sơ nghiệp vụ.",
    frozenset({Permission.MANAGE_PEOPLE, Permission.GIVE_ACCOUNTS}),
)

ROLES = {
    role.code: role
    for role in (
        LEADER,
        PROVINCE_OFFICER,
        CENTRE_OFFICER,
        COMMUNE_OFFICER,
        COLLABORATOR,
        ACCOUNTANT,
        MINISTRY_LEADER,
        MINISTRY_OFFICER,
        COUNCIL_MEMBER,
        APPLICANT,
        ADMINISTRATOR,
    )
}
ROLE_CHOICES = [(role.code, role.display_name) for role in ROLES.values()]
