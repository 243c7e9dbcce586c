"""What the demo tells: people, bills, comments, opinions, answers, pages. Data only, no Django.

Everything has a key; what refers to something else names its key. Days count from the demo's
today: −7 is a week ago. People and organisations of the demo are invented.
"""
