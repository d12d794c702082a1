"""How often something is tried again, and after how long."""

from __future__ import annotations

from urllib3.util import Retry

# Too many requests; a gateway without its store; a store that is starting, stopping or busy.
AGAIN = frozenset({429, 502, 503, 504})
_FACTOR_S, _MOST_S, _JITTER_S = 0.5, 30.0, 0.25
# What a server asks for in Retry-After is kept to, but not for hours.
_LONGEST_S = 300


def again(times: int) -> Retry:
    """Return the policy: after a broken connection or an answer of AGAIN, at once, then after 1, 2, 4, ... seconds.

    A `Retry-After` of the server's goes before. No other answer is tried again, and no redirect is followed: a login
    would go along, and a POST would become a GET.
    """
    return Retry(
        total=times,
        redirect=0,
        other=0,
        allowed_methods=None,
        status_forcelist=AGAIN,
        backoff_factor=_FACTOR_S,
        backoff_max=_MOST_S,
        backoff_jitter=_JITTER_S,
        raise_on_status=False,
        raise_on_redirect=False,
        retry_after_max=_LONGEST_S,
    )


def pause(tried: int, wanted: str) -> float:
    """Return the seconds to wait after so many tries before this one; `wanted` is the Retry-After of its answer.

    >>> pause(0, ""), pause(1, ""), pause(3, ""), pause(0, "7")
    (0.0, 1.0, 4.0, 7.0)
    """
    if wanted.isdigit():
        return float(min(int(wanted), _LONGEST_S))
    return min(_FACTOR_S * 2**tried, _MOST_S) if tried else 0.0
