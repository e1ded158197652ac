"""The page of somebody who has six words."""
