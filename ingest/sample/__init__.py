"""A plainly fictional state's files, made from recipes (`agencies/*/sample/*.yml`) and kinds; one seed, one sample.

A room of its own, with its own ladder: each module imports only what stands above it here, and anything that stands
above `sample` on the ladder of `ingest`.
"""

LADDER = (
    "chance",  # dice, odds, and a plain cell for any column
    "draw",  # the ways in which a recipe draws a cell
    "recipe",  # agencies/*/sample/*.yml -> recipes
    "invent",  # recipes -> the things of a made-up town
    "scribe",  # things -> files as messy as clerks' files
    "town",  # every agency's files; rows for any table
)
