"""Thư điện tử: notices that leave the house."""
