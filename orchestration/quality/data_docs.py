"""Data Docs of Great Expectations as pages that open without a network.

Its own templates load Bootstrap, jQuery, Vega and icons from outside. The content of the pages is made by its own
renderers; the view of each section, which its site configuration names (`view` of a `site_section_builder`), is one of
those here: five templates in `data_docs_views/` come before the originals, and style is in the page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from great_expectations.checkpoint.actions import ActionContext, UpdateDataDocsAction
from great_expectations.checkpoint.checkpoint import CheckpointResult
from great_expectations.data_context.types.resource_identifiers import ExpectationSuiteIdentifier
from great_expectations.render.view.view import DefaultJinjaIndexPageView, DefaultJinjaPageView
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

#: Folder of the pages in the context of Great Expectations.
FOLDER: Final = "data_docs"
_VIEWS: Final = Path(__file__).parent / "data_docs_views"


class OfflinePage(DefaultJinjaPageView):
    """The page of a suite or of a result."""

    _template = "page.j2"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.env = _environment()


class OfflineIndex(DefaultJinjaIndexPageView):
    """The page that lists suites and results."""

    _template = "page.j2"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.env = _environment()


@cache
def _environment() -> Environment:
    """The templates, compiled once for all sections and builds of a process."""
    environment: Environment = DefaultJinjaPageView().env
    assert environment.loader is not None  # noqa: S101 - Great Expectations sets one
    environment.loader = ChoiceLoader([FileSystemLoader(_VIEWS), environment.loader])
    environment.auto_reload = False
    return environment


def _view(kind: type) -> dict[str, str]:
    return {"module_name": __name__, "class_name": kind.__name__}


#: The site, as `great_expectations.yml` has it.
SITE: Final[dict[str, Any]] = {
    "class_name": "SiteBuilder",
    "show_how_to_buttons": False,
    "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": f"{FOLDER}/"},
    "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "view": _view(OfflineIndex)},
    "site_section_builders": {
        "expectations": {"view": _view(OfflinePage)},
        "validations": {"view": _view(OfflinePage)},
        "profiling": "None",
    },
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
