"""DOCX files of other people into which our documents are set.

`marks` is what a template may say, `checking` finds what is wrong with one, `rendering` sets a
document into it, `trial` does so on a sample in a process of its own, `stock` makes ours.
"""
