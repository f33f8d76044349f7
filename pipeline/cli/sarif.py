"""Findings as SARIF 2.1.0 (OASIS), the form in which code hosts and editors take reports of checkers."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from pipeline import __version__
from pipeline.problems import Problem
from pipeline.rules import Finding, Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(rules: Iterable[Rule], findings: Iterable[Finding], problems: Iterable[Problem]) -> dict[str, Any]:
    """One log with one run: every rule, every finding, and the files that could not be read as notifications."""
    listed = list(rules)
    index = {rule.code: number for number, rule in enumerate(listed)}
    broken = [_notification(problem) for problem in problems]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "vanban", "version": __version__, "rules": [_rule(one) for one in listed]}},
                "invocations": [{"executionSuccessful": not broken, "toolExecutionNotifications": broken}],
                "results": [_result(finding, index) for finding in findings],
                "columnKind": "unicodeCodePoints",
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.clause},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.level,
        "message": {"text": f"{finding.message}; {finding.hint} ({finding.clause})"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(finding.file)}},
                "logicalLocations": [{"fullyQualifiedName": finding.place}],
            }
        ],
        "properties": {"excerpt": finding.excerpt, "occurrences": finding.more + 1},
    }


def _notification(problem: Problem) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": problem.code},
        "message": {"text": f"{problem.message}; {problem.hint}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(problem.where.file)}}}],
    }


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
