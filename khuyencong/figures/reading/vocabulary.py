"""The closed lists a figure is described with, and their Vietnamese spelling.

Codes are stored values and are never renamed. A source level is a rung of the budget (cấp ngân
sách); `local` is everything below the nation, `all` every state source, `total` state support
together with the beneficiaries' counterpart.
"""

MEASURES = (
    "support",
    "total",
    "counterpart",
    "investment",
    "requested",
    "allocated",
    "disbursed",
    "unallocated",
    "norm_percent",
    "norm_ceiling",
    "schemes",
    "beneficiaries",
    "establishments",
    "products",
    "people",
    "classes",
    "models",
    "events",
    "clusters",
    "agreements",
    "share",
    "growth",
    "percent",
    "ratio",
    "count",
)

MONEY_MEASURES = frozenset(MEASURES[:8]) | {"norm_ceiling"}

CONTENTS = (
    "vocational",
    "management",
    "training",
    "model",
    "machine",
    "sxsh",
    "selection",
    "fair",
    "brand",
    "design",
    "consulting",
    "info",
    "cluster",
    "environment",
    "village",
    "capacity",
    "admin",
    "ocop",
)

SOURCE_LABELS = {
    "": "",
    "national": "quốc gia",
    "local": "địa phương",
    "province": "tỉnh",
    "district": "huyện",
    "commune": "xã",
    "counterpart": "đối ứng",
    "total": "tổng",
    "all": "tất cả",
}

KIND_LABELS = {
    "result": "kết quả",
    "plan": "kế hoạch",
    "target": "mục tiêu",
    "norm": "định mức",
    "claim": "nhận định",
    "context": "bối cảnh",
    "furniture": "ngoài bài",
}

STATE_SOURCES = ("national", "local", "province", "district", "commune")
LOCAL_SOURCES = ("local", "province", "district", "commune")

VND = "VND"
VND_PER_YEAR = "VND/năm"
PERCENT = "%"
TIMES = "lần"
