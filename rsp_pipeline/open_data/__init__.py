"""What anyone may have: the public tables as files, told so that people and portals find and understand them.

Here belong which tables are public, which figures are hidden because they rest on too few recipients, and the files and
metadata of the export, and the page that searches the grant list. Rows about recipients never leave `rsp.duckdb`, but
for the list of grants to legal persons where the region has chosen to publish it; what analysts read belongs in
`publishing`.
"""

from rsp_pipeline.open_data.folder import Exported, ExportRefused, export

__all__ = ["ExportRefused", "Exported", "export"]
