"""Cách nhận thông báo: which mails somebody does without."""
