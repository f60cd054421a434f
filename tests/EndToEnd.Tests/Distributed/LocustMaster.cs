using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.Soak.Distributed;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>A real Locust master on this machine; ended with its whole tree if a test leaves it.</summary>
internal sealed class LocustMaster : IAsyncDisposable
{
    private const string Install = "apt-get install -y --no-install-recommends python3-locust";

    /// <summary>
    /// What a master says when something that a worker sent could not be used: it may go on, and its figures lack what came after. That not all have told
    /// their users within a second of the start is none of it: a first run has to be compiled.
    /// </summary>
    private static readonly string[] Stumbles =
        ["Unhandled exception", "Uncaught exception", "RPCError", "missing", "Discarded", "unknown worker", "Unknown message", "Traceback", "HotPath: not whole"];

    private readonly Process _process;
    private readonly Task _reading;
    private readonly StringBuilder _log = new();
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

    private LocustMaster(string binary, string folder, int port, IEnumerable<string> arguments)
    {
        Address = AddressAt(port);
        _process = Process.Start(new ProcessStartInfo(binary, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _reading = ReadAllAsync();
    }

    public WorkerAddress Address { get; }

    /// <summary>The interpreter that has Locust's packages. Skips the test, or fails it, where there is none.</summary>
    public static string Python => File.ReadLines(Binary).First().TrimStart('#', '!').Trim();

    private static string Binary => Peer.Require("locust", Install);

    /// <param name="folder">Where its locustfile is, and where it writes.</param>
    /// <param name="locustfile">The name of a file there.</param>
    public static LocustMaster Start(string folder, int port, string locustfile, params string[] arguments) =>
        new(Binary, folder, port, ["-f", locustfile, "--master", "--master-bind-host", AddressAt(port).Host, "--master-bind-port", Text(port), .. arguments]);

    /// <summary>The same without a web page: its test begins when its workers are there, and its tables are written beside the locustfile.</summary>
    public static LocustMaster StartHeadless(string folder, int port, string locustfile, int workers, int users, TestEnd end, params string[] arguments) => Start(
        folder, port, end == TestEnd.Never ? locustfile : $"{locustfile},{TestEnding.AddTo(folder, end)}",
        [
            "--headless", "--expect-workers", Text(workers), "--expect-workers-max-wait", "60", "--enable-rebalancing",
            "-u", Text(users), "-r", "10", "--csv", "out", "--only-summary", "--exit-code-on-error", "0", .. arguments,
        ]);

    /// <summary>Whatever a program of Python makes of Locust's own classes; it is given the port.</summary>
    public static LocustMaster StartProgram(string folder, int port, string program) => new(Python, folder, port, [program, Text(port)]);

    /// <summary>Comes back when it says something with this in it, the next time.</summary>
    public async Task UntilSaidAsync(string words, CancellationToken cancellationToken)
    {
        while (!(await _said.Reader.ReadAsync(cancellationToken)).Contains(words, StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Fails where it did not end well, or stumbled over what it was sent.</summary>
    /// <returns>What it said.</returns>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
        Assert.True(_process.ExitCode == 0, $"The master left with {_process.ExitCode}: {_log}");
        AssertDidNotStumble();
        return _log.ToString();
    }

    /// <summary>As a machine that fails: nobody is told.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Once it has ended.</summary>
    public void AssertDidNotStumble() => Assert.All(Stumbles, stumble => Assert.DoesNotContain(stumble, _log.ToString(), StringComparison.OrdinalIgnoreCase));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static WorkerAddress AddressAt(int port) => new("127.0.0.1", port);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task ReadAllAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        _said.Writer.Complete();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_log) _log.AppendLine(line);
            _said.Writer.TryWrite(line);
        }
    }
}
