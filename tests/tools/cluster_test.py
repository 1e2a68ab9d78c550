"""The launchers' scripts in tools/cluster, each with the launcher itself where it is installed: any number of parts, more
than there are runs too, gives the digest of one process."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest

from scenario import COGOV, InFolder

SCRIPTS = os.path.join(os.environ["COGOV_SOURCE_DIR"], "tools", "cluster")
RUNS = 12  # of tiny.toml


def missing(*programs):
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    return [program for program in programs if shutil.which(program, path=path) is None]


class Cluster(InFolder):
    environment = {}

    def script(self, name, *arguments):
        return subprocess.run(
            [os.path.join(SCRIPTS, name), *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
            check=False, stdin=subprocess.DEVNULL, timeout=300, env={**os.environ, "COGOV": COGOV, **self.environment})

    def check_parts(self, name, numbers):
        digest = self.well("run", "tiny.toml", "-o", "whole.h5").split()[-1]
        for parts in numbers:
            done = self.script(name, parts, "tiny.toml", "a b.h5")
            self.assertEqual(done.returncode, 0, done)
            self.assertEqual(self.names(), ["a b.h5", "tiny.toml", "whole.h5"], parts)
            self.assertIn(digest, self.well("verify", "a b.h5"), parts)
            os.remove(self.path("a b.h5"))

    def check_going_on(self, name):
        """One of the parts was killed before: the same command goes on."""
        digest = self.well("run", "tiny.toml", "-o", "whole.h5", "--set", "run.seed=8").split()[-1]
        part = subprocess.Popen([COGOV, "run", "tiny.toml", "-o", "a.h5", "--set", "run.seed=8", "--shard", "2/3"],
                                cwd=self.folder, stdout=subprocess.DEVNULL)
        part.send_signal(signal.SIGKILL)
        part.wait()
        done = self.script(name, 3, "tiny.toml", "a.h5", "--set", "run.seed=8")
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(digest, self.well("verify", "a.h5"))

    def check_failure(self, name):
        """What a part refuses is the script's failure, and is said."""
        done = self.script(name, 2, "tiny.toml", "a.h5", "--set", "run.sed=8")
        self.assertNotEqual(done.returncode, 0)
        self.assertNotIn("a.h5", self.names())
        return done.stderr


class Usage(Cluster):
    def test_a_wrong_call_is_answered_with_the_usage(self):
        for name in ("gnu-parallel.sh", "mpirun.sh", "slurm-array.sh"):
            for arguments in ((), ("tiny.toml", "a.h5"), ("0", "tiny.toml", "a.h5")):
                done = self.script(name, *arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done)
                self.assertTrue(done.stderr.startswith(f"{name} PARTS SCENARIO RESULT.h5 [OPTION..]\n"), done.stderr)


@unittest.skipIf(missing("parallel"), "GNU parallel is not installed")
class GnuParallel(Cluster):
    def test_any_number_of_parts(self):
        self.check_parts("gnu-parallel.sh", (1, 2, 3, 7, RUNS + 2))

    def test_going_on(self):
        self.check_going_on("gnu-parallel.sh")

    def test_a_failure(self):
        self.assertIn("did you mean 'seed'?", self.check_failure("gnu-parallel.sh"))


@unittest.skipIf(missing("mpirun"), "Open MPI is not installed")
class OpenMpi(Cluster):
    environment = {"MPIRUN_OPTIONS": "--oversubscribe", "OMPI_ALLOW_RUN_AS_ROOT": "1",
                   "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}

    def test_any_number_of_parts(self):
        self.check_parts("mpirun.sh", (1, 2, 3, 7, RUNS + 2))

    def test_going_on(self):
        self.check_going_on("mpirun.sh")

    def test_a_failure(self):
        self.assertIn("did you mean 'seed'?", self.check_failure("mpirun.sh"))


SLURM_CONF = """ClusterName=test
SlurmctldHost={host}
SlurmUser={user}
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CryptoType=crypto/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
JobCompType=jobcomp/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
MinJobAge=60
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP OverSubscribe=YES
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@unittest.skipIf(missing("slurmctld", "slurmd", "munged", "sbatch"), "Slurm is not installed")
@unittest.skipIf(os.geteuid() != 0, "starting a Slurm of one node takes root")
class Slurm(Cluster):
    """With a Slurm of one node, in a folder of its own, for as long as the tests take."""

    @classmethod
    def setUpClass(cls):
        os.environ["PATH"] += ":/usr/sbin:/sbin"
        cls.place = tempfile.mkdtemp(prefix="cogov-slurm-")
        cls.addClassCleanup(shutil.rmtree, cls.place, ignore_errors=True)
        for name in ("state", "spool", "munge"):
            os.mkdir(os.path.join(cls.place, name), 0o755)
        os.chmod(cls.place, 0o755)
        key = os.path.join(cls.place, "munge", "key")
        with open(os.open(key, os.O_CREAT | os.O_WRONLY, 0o400), "wb") as file:
            file.write(os.urandom(1024))
        munge = os.path.join(cls.place, "munge")
        cls.start("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={cls.place}/munge.socket",
                  f"--pid-file={munge}/pid", f"--log-file={munge}/log", f"--seed-file={munge}/seed")
        host = socket.gethostname().split(".")[0]
        conf = os.path.join(cls.place, "slurm.conf")
        with open(conf, "w", encoding="ascii") as file:
            file.write(SLURM_CONF.format(host=host, user=getpass.getuser(), folder=cls.place, ports=free_ports(2),
                                         cpus=os.cpu_count()))
        cls.environment = {"SLURM_CONF": conf}
        os.environ["SLURM_CONF"] = conf
        cls.start("slurmctld", "-D", "-f", conf)
        cls.start("slurmd", "-D", "-f", conf, "-N", host)
        cls.wait_for_the_node()

    @classmethod
    def start(cls, *command):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cls.addClassCleanup(process.wait)
        cls.addClassCleanup(process.terminate)

    @classmethod
    def wait_for_the_node(cls):
        waiting = subprocess.run(["bash", "-c", "for i in {1..120}; do sinfo -h -o %t | grep -q idle && exit; "
                                  "read -rt 0.5 <> <(:); done; exit 1"], check=False, capture_output=True, timeout=300)
        if waiting.returncode != 0:
            logs = "\n".join(subprocess.run(["tail", "-n5", f"{cls.place}/{name}.log"], capture_output=True, text=True,
                                            check=False).stdout for name in ("slurmctld", "slurmd"))
            raise unittest.SkipTest("the node does not come up here: " + logs)

    def test_any_number_of_parts(self):
        self.check_parts("slurm-array.sh", (1, 2, 7, RUNS + 2))

    def test_going_on(self):
        self.check_going_on("slurm-array.sh")

    def test_a_failure(self):
        self.assertIn("a.h5.*.log", self.check_failure("slurm-array.sh"))

    def test_tasks_of_a_job(self):
        """srun starts a part for each task; the batch script itself is none of them."""
        digest = self.well("run", "tiny.toml", "-o", "whole.h5").split()[-1]
        subprocess.run(["srun", "--ntasks=2", "--overcommit", COGOV, "run", "tiny.toml", "-o", "a.h5", "--shard", "auto",
                        "--threads", "1"], cwd=self.folder, check=True, capture_output=True, timeout=120)
        self.assertIn(digest, self.well("merge", "a.h5.parts", "-o", "a.h5"))
        done = subprocess.run(["sbatch", "--wait", "--ntasks=2", "--overcommit", "--output=log",
                               f"--wrap=exec {COGOV} run tiny.toml -o b.h5 --shard auto"], cwd=self.folder, check=False,
                              capture_output=True, timeout=120)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"srun", self.read("log"))


if __name__ == "__main__":
    unittest.main()
