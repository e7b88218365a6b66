from .address import AddressForm, place_names
from .candidates import CandidateForm, meaning_of
from .documents import CheckForm, DescribeForm, FindingForm, RejectForm, UploadForm

__all__ = [
    "AddressForm",
    "CandidateForm",
    "CheckForm",
    "DescribeForm",
    "FindingForm",
    "RejectForm",
    "UploadForm",
    "meaning_of",
    "place_names",
]
