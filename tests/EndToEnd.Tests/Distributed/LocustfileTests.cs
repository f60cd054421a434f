using HotPath.EndToEnd.Tests.Peers;
using HotPath.Soak.Distributed.Files;
using HotPath.Soak.Scenarios;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>What the printed locustfile does with what anybody may send to a master.</summary>
public sealed class LocustfileTests : IDisposable
{
    private const string Program = """
        import sys
        sys.path.insert(0, sys.argv[1])
        import locustfile

        locustfile.folders = locustfile.Folders(sys.argv[1] + "/out")
        locustfile.folders.begin()

        class Message:
            def __init__(self, node, data):
                self.node_id, self.data = node, data

        def take(node, file, offset=0, part=b"x", replaces=False):
            locustfile.take(None, Message(node, {"file": file, "offset": offset, "bytes": part, "replaces": replaces, "sequence": 0}))

        for node in ("", ".", "..", "a/b", "/etc", "../x", "a\0b", "-x", "x" * 256, None, 7):
            take(node, "run.json", replaces=True)
        for file in ("", "..", "../run.json", "/tmp/run.json", "run.json/x", "run.json\n", "report.html", "a.py", "latency-.hlog", "intervals-1234567.ndjson", None, 7):
            take("worker_1", file)
        take("worker_1", "latency.hlog", part=b"x" * (256 * 1024 + 1))
        take("worker_1", "latency.hlog", part="text")
        take("worker_1", "latency.hlog", offset="0")
        locustfile.take(None, Message("worker_1", None))
        locustfile.take(None, Message("worker_1", {"file": "run.json"}))

        take("worker_2", "latency.hlog", 0, b"one ")
        take("worker_2", "latency.hlog", 4, b"two")
        take("worker_2", "latency.hlog", 100, b"a part before it was lost")
        take("worker_2", "latency.hlog", 0, b"again")
        take("worker_2", "intervals-2.ndjson", 0, b"{}")
        take("worker_2", "run.json", 0, b"first and long", True)
        take("worker_2", "run.json", 0, b"second", True)
        take("worker_2", "run.json", 6, b" and third")
        locustfile.tell()
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Take_WhateverIsSent_WritesOnlyWholeFilesOfAWorkersFolder()
    {
        _folder.AddFile("locustfile.py", Locustfile.Of(new Scenario { Name = "x", Workload = [] }, "x.json"));
        string program = _folder.AddFile("program.py", Program);

        string said = await PeerCommand.RunAsync(LocustMaster.Python, [program, _folder.FullName], input: "", TestContext.Current.CancellationToken);

        string root = _folder.NewPath("out");
        Assert.Equal(["worker_2/intervals-2.ndjson", "worker_2/latency.hlog", "worker_2/run.json"], FilesBelow(root));
        Assert.Equal(["locustfile.py", "program.py"], Directory.GetFiles(_folder.FullName).Select(Path.GetFileName).Order());
        Assert.Equal("one two", File.ReadAllText(Path.Combine(root, "worker_2", "latency.hlog")));
        Assert.Equal("second and third", File.ReadAllText(Path.Combine(root, "worker_2", "run.json")));
        Assert.Contains("'run.json\\n' of 'worker_1'", said, StringComparison.Ordinal); // on one line, whatever it was called
        Assert.Contains("results of 1 workers are in", said, StringComparison.Ordinal);
        Assert.Contains("not whole: 'latency.hlog' of 'worker_2': a part for byte 100, and the file ends at 7", said, StringComparison.Ordinal);
    }

    private static string[] FilesBelow(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
