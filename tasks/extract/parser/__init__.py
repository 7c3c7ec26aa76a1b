"""The sentence parser: a small English model of our own, shipped with its weights, or a pipeline that the user names.

``load.load_parser`` gives a parser; everything else stands behind it. Importing this package does not import spaCy.
"""
