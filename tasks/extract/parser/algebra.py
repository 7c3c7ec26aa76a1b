"""Which library multiplies matrices, and on how many cores."""

from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits


def use_fast_algebra() -> None:
    """Let numpy's OpenBLAS multiply on one core, in pipelines that are made after this call."""
    # It is two to four times faster than the BLIS that thinc brings, on processors with wide registers.
    set_current_ops(NumpyOps(use_blis=False))
    # Texts are coded in a process a core: threads of one process would only take the cores from the others.
    threadpool_limits(limits=1, user_api="blas")
