"""The programme's interface for other programmes (giao diện lập trình): reads and checks a text
over HTTP for a signed-in client, with the same answers as the command line.

Legal basis: none of its own; Nghị định 47/2020/NĐ-CP Điều 12 asks state systems to share data in a
form that machines read. Neighbours: `figures` below does the reading; `config` includes the
addresses. Every error is JSON with one Vietnamese sentence; docs/api.md lists them.
"""
