"""Data Docs of Great Expectations: its site, and the action that updates it after a checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal

from great_expectations.checkpoint.actions import ActionContext, UpdateDataDocsAction
from great_expectations.checkpoint.checkpoint import CheckpointResult
from great_expectations.data_context.types.resource_identifiers import ExpectationSuiteIdentifier

#: Folder of the pages in the context of Great Expectations.
FOLDER: Final = "data_docs"
_VIEW: Final = {"view": {"module_name": "orchestration.quality.data_docs_view", "class_name": "OfflinePage"}}


def site(folder: Path) -> dict[str, Any]:
    """The site of a context, with its pages in a folder of this one."""
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": f"{folder / FOLDER}/"},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", **_VIEW},
        "site_section_builders": {"expectations": _VIEW, "validations": _VIEW, "profiling": "None"},
    }


class UpdateDataDocsAtOnce(UpdateDataDocsAction):
    """Update Data Docs with all results of a checkpoint; the action of Great Expectations lists all for each result."""

    type: Literal["update_data_docs_at_once"] = "update_data_docs_at_once"  # type: ignore[assignment] # a kind of its own

    def run(self, checkpoint_result: CheckpointResult, action_context: ActionContext | None = None) -> dict[str, Any]:
        """Build the pages of the results, of their suites, and the index."""
        del action_context
        results = list(checkpoint_result.run_results)
        suites = [ExpectationSuiteIdentifier(name=one.suite_name) for one in checkpoint_result.run_results.values()]
        self._build_data_docs(resource_identifiers=[*results, *suites])
        return {"pages": len(results) + len(suites)}
