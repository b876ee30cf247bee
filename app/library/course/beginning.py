"""What a dialogue begun from a documented process takes over, and which part of it is documented there.

The stages that are copied are always the method's, and so are the rules, with those beside them that only the
process is known to have had. A documented process says which of the method's parts it had. Nothing is
presented as documented that is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.library.shapes.facts import Fact
from app.library.shapes.methods import GroundRule, Method, Stage
from app.library.shapes.processes import Exemplar, KnownRule, Outputs


@dataclass(frozen=True, slots=True)
class StageOfBeginning:
    """A stage of the method, and what the sources tell of it in the process begun from."""

    stage: Stage
    documented: tuple[Fact[str], ...]


@dataclass(frozen=True, slots=True)
class RuleOfBeginning:
    """A ground rule of the method, and the documented rules that correspond to it."""

    rule: GroundRule
    documented: tuple[KnownRule, ...]


@dataclass(frozen=True, slots=True)
class BeginningFrom:
    """A method, and beside each part of it what a documented process is known to have had."""

    method: Method
    exemplar: Exemplar | None
    stages: tuple[StageOfBeginning, ...]
    ground_rules: tuple[RuleOfBeginning, ...]
    rules_of_its_own: tuple[KnownRule, ...]
    rhythm: tuple[Fact[str], ...]
    outputs: tuple[Outputs, ...]

    @property
    def is_documented_method(self) -> bool:
        """Whether the process is documented to have gone by this method; where sources differ, by any of them."""
        method = self.exemplar.method if self.exemplar else None
        return method is not None and self.method.key in {each.value for each in method.readings}


def beginning_from(method: Method, exemplar: Exemplar | None = None) -> BeginningFrom:
    """What beginning from this method, or from this process that went by it, would take over."""
    records = exemplar.stages if exemplar else ()
    known = exemplar.ground_rules if exemplar else ()
    rules = {rule.key for rule in method.ground_rules}
    return BeginningFrom(
        method=method,
        exemplar=exemplar,
        stages=tuple(
            StageOfBeginning(
                stage,
                tuple(
                    fact for record in records if record.stage == stage.key for fact in record.what
                ),
            )
            for stage in method.stages
        ),
        ground_rules=tuple(
            RuleOfBeginning(rule, tuple(each for each in known if rule.key in each.corresponds_to))
            for rule in method.ground_rules
        ),
        rules_of_its_own=tuple(each for each in known if not rules & set(each.corresponds_to)),
        rhythm=exemplar.rhythm if exemplar else (),
        outputs=exemplar.outputs if exemplar else (),
    )
