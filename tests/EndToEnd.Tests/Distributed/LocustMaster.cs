using System.Diagnostics;
using System.Globalization;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.Soak.Distributed;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>A real Locust master on this machine. Its classes have no tasks: all load is the workers'.</summary>
internal sealed class LocustMaster : IAsyncDisposable
{
    /// <summary>Where the master keeps what its workers send as files, in a folder of each worker's id.</summary>
    public const string ReceivedFolder = "received";

    private const string Stub = """
        import os
        from locust import User, events


        class Chat(User):
            pass


        class Embed(User):
            pass


        def on_file(environment, msg, **kwargs):
            folder = os.path.join("received", msg.node_id)
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, msg.data["file"]), "wb" if msg.data["replaces"] else "ab") as file:
                if file.tell() == msg.data["offset"]:
                    file.write(msg.data["bytes"])


        @events.init.add_listener
        def on_init(environment, **kwargs):
            environment.runner.register_message("hotpath_file", on_file)
        """;

    private readonly Process _process;
    private readonly Task<string> _log;

    private LocustMaster(string binary, string folder, int port, string[] arguments)
    {
        File.WriteAllText(Path.Combine(folder, "stub.py"), Stub);
        Address = new WorkerAddress("127.0.0.1", port);
        ProcessStartInfo start = new(binary, ["-f", "stub.py", "--master", "--master-bind-host", Address.Host, "--master-bind-port", Text(port), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _log = ReadAsync(_process);
    }

    public WorkerAddress Address { get; }

    /// <summary>Skips the test, or fails it, where there is no Locust.</summary>
    public static LocustMaster Start(string folder, int port, params string[] arguments) =>
        new(Peer.Require("locust", "apt-get install -y --no-install-recommends python3-locust"), folder, port, arguments);

    /// <summary>The same without a web page: it waits for its workers and ends after the time.</summary>
    public static LocustMaster StartHeadless(string folder, int port, int workers, int users, int seconds) => Start(
        folder, port, "--headless", "--expect-workers", Text(workers), "--expect-workers-max-wait", "60", "--enable-rebalancing",
        "-u", Text(users), "-r", "10", "-t", $"{Text(seconds)}s", "--csv", "out", "--only-summary", "--exit-code-on-error", "0");

    /// <returns>What it printed, after it has ended in order.</returns>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        string log = await _log;
        Assert.True(_process.ExitCode == 0, $"The master left with {_process.ExitCode}: {log}");
        return log;
    }

    /// <summary>As a machine that fails: nobody is told.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        return await _log;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> ReadAsync(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        return await process.StandardOutput.ReadToEndAsync() + await error;
    }
}
