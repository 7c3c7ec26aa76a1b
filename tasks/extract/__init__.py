"""Coding: from a text to events (who did what to whom, where and when), each with the words that say so."""
