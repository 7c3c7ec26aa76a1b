"""The bundled sample: a week of invented news and a local site that serves it, to try Daybook offline."""
