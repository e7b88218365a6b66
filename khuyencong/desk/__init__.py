"""The officer's home: what can be done next, what is in the register, where the reports are.

Has no tables and no legal basis of its own; it only shows the way into the other apps, as the
person's role allows. Neighbours: reads `schemes`, `establishments`, `figures`; beside it stands
`portal`, the public side.
"""
