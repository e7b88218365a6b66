"""People, their roles, and the door of every page (tài khoản, vai trò, quyền truy cập).

A person belongs to an organisation, whose place is what the person may see (`scope_unit`; an
applicant sees one establishment, which `establishments` tells), and has one role, whose
permissions are code that can be shown to an auditor (`roles`). `http.page` declares the methods
and the access of a view; a view without it does not start the server.
Legal basis of who does what: Nghị định 45/2012/NĐ-CP, Chương III; Thông tư 46/2012/TT-BCT.
Neighbours: knows `organisations` and `places`; everything above names a person as `User`.
"""
