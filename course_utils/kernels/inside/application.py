"""An ipykernel that listens on sockets which were made for it before it was locked in."""

import socket
from pathlib import Path

import zmq
from ipykernel.heartbeat import Heartbeat
from ipykernel.kernelapp import IPKernelApp
from traitlets import Dict


class ListeningHeartbeat(Heartbeat):
    """The heartbeat, on a socket that listens already."""

    def __init__(self, *arguments, listening: socket.socket, **options):
        super().__init__(*arguments, **options)
        self._listening = listening

    def _try_bind_socket(self):
        self.socket.setsockopt(zmq.USE_FD, self._listening.fileno())
        return super()._try_bind_socket()


class ListeningKernelApplication(IPKernelApp):
    """ipykernel, on sockets that listen already, because the kernel itself may not make any."""

    listening = Dict(help="The sockets, by the names of their files.")

    def _try_bind_socket(self, s, port):
        s.setsockopt(zmq.USE_FD, self._socket_of(port).fileno())
        return super()._try_bind_socket(s, port)

    def _socket_of(self, port: int) -> socket.socket:
        return self.listening[Path(f"{self.ip}-{port}").name]

    def init_heartbeat(self):
        """Start the heart beating."""
        self.heartbeat = ListeningHeartbeat(
            zmq.Context(),
            (self.transport, self.ip, self.hb_port),
            listening=self._socket_of(self.hb_port),
        )
        self.heartbeat.start()
