"""Pages of the portal. Thin: a form comes in, a service decides, storage keeps, a template goes
out. Blueprints do not know each other.
"""
