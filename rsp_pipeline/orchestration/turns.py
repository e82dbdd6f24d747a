"""The settings as assets get them: whoever learns where the warehouse is has it to itself until the run is over."""

from collections.abc import Iterator

import dagster as dg

from rsp_pipeline.settings import Settings
from rsp_pipeline.store.lock import sole_use


def settings_in_turn(settings: Settings) -> dg.ResourceDefinition:
    """The resource `settings`. A run waits for its turn and holds it to its end; a schedule only reads the settings."""

    @dg.resource(
        description="Inställningarna. En körning väntar på sin tur i verkstaden och har den tills den är klar."
    )
    def in_turn(context: dg.InitResourceContext) -> Iterator[Settings]:
        if not context.run or not context.log:  # a schedule or a sensor
            yield settings
            return
        with sole_use(settings.warehouse_dir, tell_waiting=context.log.warning):
            yield settings

    return in_turn
