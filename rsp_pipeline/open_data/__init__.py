"""What anyone may have: the public tables as files, told so that people and portals find and understand them.

Here belong which tables are public, which figures are hidden because they rest on too few recipients, and the files and
metadata of the export. Rows about recipients never leave `rsp.duckdb`; what analysts read there belongs in
`publishing`.
"""

from rsp_pipeline.open_data.folder import Exported, ExportRefused, export

__all__ = ["ExportRefused", "Exported", "export"]
