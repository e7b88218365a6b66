"""The public site: what has been published about industrial promotion, read without signing in.

Shows published figures only, each «theo công bố» with its source, and what the arithmetic among
them says (Nghị định 45/2012/NĐ-CP Điều 4 is the vocabulary of contents). Computes nothing itself.
Neighbours: reads `figures` and `places`; beside it stands `desk`, the officers' side.
"""
