#!/usr/bin/env python3
"""How the fault lab judges answers."""
import pathlib
import sys
import types

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import harness
import verdict
from scenario import blind, cannot_tell, knows


def good(best, cause: str, confidence: str = "likely", candidates=(), truth="service_down") -> bool:
    subject = types.SimpleNamespace(cause=truth, best={"outside": best})
    return verdict.judge(subject, "outside", {"cause": cause, "confidence": confidence,
                                              "candidates": list(candidates)}).good


class VerdictTest(harness.Case):
    def test_the_true_cause_is_good_with_any_confidence(self):
        for confidence in ("possible", "likely", "proved"):
            for best in (knows("service_down"), cannot_tell("service_down", "cgnat"), blind()):
                self.assertTrue(good(best, "service_down", confidence))

    def test_proved_and_wrong_is_never_good(self):
        for best in (knows("service_down"), cannot_tell("service_down", "cgnat"), blind()):
            for cause in ("cgnat", "healthy"):
                self.assertFalse(good(best, cause, "proved", ["service_down"]))

    def test_a_view_that_can_know_must_not_be_undecided(self):
        self.assertFalse(good(knows("service_down"), "undecided", candidates=["service_down"]))

    def test_undecided_needs_the_true_cause_among_its_candidates(self):
        best = cannot_tell("service_down", "cgnat")
        self.assertTrue(good(best, "undecided", candidates=["cgnat", "service_down"]))
        self.assertFalse(good(best, "undecided", candidates=["cgnat"]))
        self.assertFalse(good(best, "undecided"))

    def test_a_likely_twin_is_good_only_with_the_true_cause_as_candidate(self):
        best = cannot_tell("service_down", "cgnat")
        self.assertTrue(good(best, "cgnat", candidates=["service_down"]))
        self.assertFalse(good(best, "cgnat"))

    def test_where_nothing_shows_healthy_is_good_but_not_proved(self):
        self.assertTrue(good(blind(), "healthy"))
        self.assertTrue(good(blind(), "undecided"))
        self.assertFalse(good(blind(), "healthy", "proved"))
        self.assertFalse(good(blind(), "cgnat"))

    def test_a_cause_beyond_the_view_is_replaced_by_what_looks_the_same(self):
        best = cannot_tell("host_down", "isp_block")
        self.assertTrue(good(best, "undecided", candidates=["host_down"], truth="prober_offline"))
        self.assertFalse(good(best, "undecided", candidates=["cgnat"], truth="prober_offline"))

    def test_no_answer_is_never_good(self):
        subject = types.SimpleNamespace(cause="healthy", best={"outside": blind()})
        self.assertFalse(verdict.judge(subject, "outside", {"error": "crashed"}).good)


if __name__ == "__main__":
    harness.main()
