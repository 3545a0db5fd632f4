"""The mark of a Datasette hook, typed. (Datasette's own is the same marker, but says nothing of types.)"""

from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")
