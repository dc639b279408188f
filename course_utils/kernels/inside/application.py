"""An ipykernel that listens on sockets which were made for it before it was locked in."""

import socket
from pathlib import Path
from typing import Any

import zmq
from ipykernel.heartbeat import Heartbeat
from ipykernel.kernelapp import IPKernelApp
from traitlets import Dict


class ListeningHeartbeat(Heartbeat):
    """The heartbeat, on a socket that listens already."""

    def __init__(self, *arguments: Any, listening: socket.socket, **options: Any):
        super().__init__(*arguments, **options)
        self._listening = listening

    def _try_bind_socket(self) -> Any:
        self.socket.setsockopt(zmq.USE_FD, self._listening.fileno())
        return super()._try_bind_socket()


class ListeningKernelApplication(IPKernelApp):
    """ipykernel, on sockets that listen already, because the kernel itself may not make any."""

    listening = Dict(help="The sockets, by the names of their files.")

    def _try_bind_socket(self, s: zmq.Socket[bytes], port: int) -> int:
        s.setsockopt(zmq.USE_FD, self._socket_of(port).fileno())
        bound: int = super()._try_bind_socket(s, port)
        return bound

    def _socket_of(self, port: int) -> socket.socket:
        listening: socket.socket = self.listening[Path(f"{self.ip}-{port}").name]
        return listening

    def init_heartbeat(self) -> None:
        """Start the heart beating."""
        self.heartbeat = ListeningHeartbeat(
            zmq.Context(),
            (self.transport, self.ip, self.hb_port),
            listening=self._socket_of(self.hb_port),
        )
        self.heartbeat.start()
