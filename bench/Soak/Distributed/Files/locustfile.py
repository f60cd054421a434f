"""The master's side of a HotPath test: @SCENARIO@.

    locust -f THIS_FILE --master --enable-rebalancing
    hotpath-soak worker --master HOST:5557 --scenario @SOURCE@ --target URL     (on each machine)

HotPath's workers make the load; the master leads it and shows its figures. Each worker's result folder is written here, too, below the
folder of --hotpath-out, as it grows; 'hotpath-soak worker --merge FOLDER' makes one result of them. For Locust 2.12 and later.
"""
import os
import re
import time

from locust import User, constant, events, task
from locust.runners import MasterRunner

MOST_BYTES_OF_A_PART = 256 * 1024
MOST_PROBLEMS = 1000
NODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}")
FILE = re.compile(r"(scenario\.json|run\.json|events\.ndjson|intervals(-[0-9]{1,6})?\.ndjson|(latency|groups)(-[0-9]{1,6})?\.hlog)")


class @CLASS@(User):
    """A user of the scenario. What it does is the workers' affair: this class only has to be there."""

    wait_time = constant(1)

    @task
    def hotpath(self):
        raise RuntimeError("This locustfile has no load of its own: start workers with 'hotpath-soak worker'.")


class Folders:
    """Writes the parts of files that workers send, each into its own folder, a new folder above them for each test."""

    def __init__(self, root):
        self.root = root
        self.tests = 0
        self.problems = {}
        self.nodes = set()

    @property
    def path(self):
        return self.root if self.tests < 2 else "%s-%d" % (self.root, self.tests)

    def begin(self):
        self.tests += 1
        self.problems = {}
        self.nodes = set()

    def take(self, node, data):
        """Names come over a network that asks nobody who he is: what is not on the list is not written, nor what does not fit its file."""
        name, offset, part = data["file"], data["offset"], data["bytes"]
        if not NODE.fullmatch(node) or not FILE.fullmatch(name):
            raise ValueError("no file of a result folder")
        if not isinstance(offset, int) or not isinstance(part, bytes) or len(part) > MOST_BYTES_OF_A_PART:
            raise ValueError("no part of a file")
        folder = os.path.join(self.path, node)
        os.makedirs(folder, exist_ok=True)
        self.nodes.add(node)
        file = os.path.join(folder, name)
        if data["replaces"]:
            with open(file + ".tmp", "wb") as new:
                new.write(part)
            os.replace(file + ".tmp", file)
            return
        there = os.path.getsize(file) if os.path.exists(file) else 0
        if offset != there:
            raise ValueError("a part for byte %d, and the file ends at %d: what follows is left out" % (offset, there))
        with open(file, "ab") as grown:
            grown.write(part)

    def note(self, node, data, problem):
        """Said once for each file: a lost part has many others behind it. What came over the network is printed escaped and cut."""
        file = data.get("file") if isinstance(data, dict) else data
        place = "%s of %s" % (ascii(file)[:80], ascii(node)[:80])
        if place not in self.problems and len(self.problems) < MOST_PROBLEMS:
            self.problems[place] = str(problem)[:200]
            print("HotPath: %s: %s" % (place, self.problems[place]))

    def tell(self):
        if self.nodes:
            print("HotPath: results of %d workers are in %s" % (len(self.nodes), os.path.abspath(self.path)))
            print("HotPath: one result of them: hotpath-soak worker --merge %s" % os.path.abspath(self.path))
        for place, problem in sorted(self.problems.items()):
            print("HotPath: not whole: %s: %s" % (place, problem))


folders = None


@events.init_command_line_parser.add_listener
def add_option(parser):
    parser.add_argument(
        "--hotpath-out",
        default=time.strftime("hotpath-%Y%m%dT%H%M%SZ", time.gmtime()),
        include_in_web_ui=False,
        help="Where the result folders of HotPath's workers are written (default: hotpath-<UTC>)",
    )


@events.init.add_listener
def begin(environment, **kwargs):
    global folders
    if isinstance(environment.runner, MasterRunner):
        folders = Folders(environment.parsed_options.hotpath_out)
        environment.runner.register_message("hotpath_file", take)


@events.test_start.add_listener
def begin_test(**kwargs):
    if folders is not None:
        folders.begin()


def take(environment, msg, **kwargs):
    # On the one loop that reads what workers say: an exception would end it, and the test with it.
    try:
        folders.take(msg.node_id, msg.data)
    except Exception as problem:
        folders.note(msg.node_id, msg.data, problem)


@events.quit.add_listener
def tell(**kwargs):
    if folders is not None:
        folders.tell()
