"""Reading a text (đọc văn bản): from a file or pasted words to figures with their meaning.

Plain Python without Django, so that it runs in a command, a job, a test or another programme.
The stages are modules: `load` (file to text) → `layout` (article and page furniture) → `numbers`,
`quantities` (tokens) → `roles` (measure, content, source, period, place, kind) → `extract`.
"""
