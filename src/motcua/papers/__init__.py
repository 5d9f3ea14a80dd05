"""The room `papers`: official documents, their layout, numbers, signature and sending.

Other rooms may import `document` (plain values), `rendering.render`, `templating` and `tables`, beside the room's
`models`, `services`, `selectors` and `signing`.
"""
