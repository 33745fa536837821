"""The design system and the page kit: Vietnamese pages rendered on the server that work without scripts.

``templating.Pages`` renders, ``forms.form`` reads what came back, ``charts`` draws, ``assets`` serves the
style sheet. How to make a page: docs/interface.md.
"""
