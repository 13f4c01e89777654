"""The technical resources of lines: wanted by whoever moves a subscription, then brought about by `work`.

`want`, `release`, `suspend` and `resume` write goals, in the transaction of the move, and do nothing else. `work`
brings each resource to its goal: the adapter of its kind takes what it needs (`pools`), its platform is told
(`platforms`), and what came of it is noted, each alone.
"""

from activation.provisioning.goals import release, release_unneeded, resume, suspend, want
from activation.provisioning.working import Done, retry, work

__all__ = ["Done", "release", "release_unneeded", "resume", "retry", "suspend", "want", "work"]
