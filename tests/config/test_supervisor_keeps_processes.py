"""What dies is started again, what is told to stop stops with all it started."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import psutil
import pytest

from motcua.config.supervisor import Child, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"]
PARENT = [sys.executable, "-c", "import subprocess, sys, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"]


@pytest.fixture
def child():
    """A function that makes children and ends them after the test."""
    made = []

    def make(command, **more):
        made.append(Child("trial", command, **more))
        return made[-1]

    yield make
    for one in made:
        one.signal_group(signal.SIGKILL)


def until(condition, seconds=10):
    ending = time.monotonic() + seconds
    while time.monotonic() < ending:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_dead_child_starts_again_with_growing_delays(child, monkeypatch):
    said = []
    one = child([sys.executable, "-c", "raise SystemExit(7)"])
    one.start()
    assert until(lambda: one.tend(said.append) or len(said) >= 3)
    assert [line.rpartition("in ")[2] for line in said[:3]] == ["0.5 s", "1.0 s", "2.0 s"]
    assert "ended with 7" in said[0]


def test_what_a_dead_child_left_behind_is_ended(child):
    one = child(PARENT)
    one.start()
    assert until(lambda: psutil.Process(one.process.pid).children())
    (orphan,) = psutil.Process(one.process.pid).children()
    os.kill(one.process.pid, signal.SIGKILL)
    one.process.wait()
    one.tend(lambda text: None)
    assert until(lambda: not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE)


def test_a_child_writes_to_its_log(child, tmp_path):
    one = child([sys.executable, "-c", "print('xin chào')"], log=tmp_path / "logs" / "trial.log")
    one.start()
    one.process.wait()
    assert one.log.read_text() == "xin chào\n"


def test_a_grown_log_is_put_aside(child, tmp_path, monkeypatch):
    monkeypatch.setattr("motcua.config.supervisor.LOG_BYTES", 10)
    log = tmp_path / "trial.log"
    log.write_text("x" * 100)
    one = child([sys.executable, "-c", "print('mới')"], log=log)
    one.start()
    one.process.wait()
    assert log.read_text() == "mới\n"
    assert log.with_suffix(".1").read_text() == "x" * 100


PROGRAM = textwrap.dedent(
    """
    import sys
    from motcua.config import supervisor
    supervisor.STOP_SECONDS = 1.0
    children = [supervisor.Child(str(n), command) for n, command in enumerate({commands!r})]
    supervisor.Supervisor(children, print).run(lambda: print(*[c.process.pid for c in children], flush=True))
    print("stopped", flush=True)
    """
)


def supervise(*commands):
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(commands=list(commands))],
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    return program, [psutil.Process(int(word)) for word in program.stdout.readline().split()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything_stubborn_ones_too(number):
    program, children = supervise(SLEEPER, STUBBORN, PARENT)
    everyone = [*children, *(grand for child in children for grand in child.children(recursive=True))]
    time.sleep(0.3)
    program.send_signal(number)
    assert program.wait(10) == 0
    assert program.stdout.read().strip() == "stopped"
    _gone, alive = psutil.wait_procs(everyone, timeout=2)
    assert not alive


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell children of their parent's death")
def test_children_do_not_outlive_a_killed_supervisor():
    tie = "from motcua.config.supervisor import tie_to_parent; tie_to_parent(); print(flush=True)"
    program, children = supervise([sys.executable, "-c", f"{tie}; import time; time.sleep(60)"])
    program.stdout.readline()
    time.sleep(1)
    program.kill()
    program.wait()
    _gone, alive = psutil.wait_procs(children, timeout=5)
    assert not alive


BESIDE = """
import sys
from motcua.config.supervisor import Child, Supervisor
supervisor = Supervisor([Child("trial", ["sleep", "60"])], print)
def beside():
    print("begun", flush=True)
    print(supervisor.run_beside(["sleep", "60"])[0], flush=True)
supervisor.run(beside)
"""


def test_told_to_stop_while_the_first_data_is_laid_in_it_stops_at_once_with_all_it_started():
    one = subprocess.Popen([sys.executable, "-c", BESIDE], stdout=subprocess.PIPE, text=True)
    assert one.stdout.readline() == "begun\n"
    started = psutil.Process(one.pid).children()
    one.send_signal(signal.SIGTERM)
    assert one.wait(30) == 0
    assert one.stdout.read() == f"{-signal.SIGKILL}\n"
    assert not any(child.is_running() for child in started)


def test_what_ran_beside_hands_over_its_output():
    supervisor = Supervisor([], print)
    assert supervisor.run_beside([sys.executable, "-c", "print('xong')"]) == (0, "xong\n")
