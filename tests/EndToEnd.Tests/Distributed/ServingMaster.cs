using System.Diagnostics;
using System.Globalization;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>A real Locust master on this machine's own address, without its web page; ended with its whole tree if a test leaves it.</summary>
internal sealed class ServingMaster : IAsyncDisposable
{
    private const string Install = "apt-get install -y --no-install-recommends python3-locust";

    /// <summary>
    /// What a master says when something a worker sent could not be used: it may go on, and its figures lack what came after. That not all have told their
    /// users within a second of the start is none of it: a first run has to be compiled.
    /// </summary>
    private static readonly string[] Stumbles = ["Unhandled exception", "Uncaught exception", "RPCError", "Discarded", "went missing", "HotPath: not whole"];

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ServingMaster(string binary, string folder, int port, IEnumerable<string> arguments)
    {
        Address = $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        Folder = folder;
        ProcessStartInfo start = new(binary, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _error = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public string Address { get; }

    public string Folder { get; }

    /// <summary>Where the locustfile writes what workers send.</summary>
    public string Results => Path.Combine(Folder, "hotpath");

    /// <summary>The interpreter that has Locust's packages. Skips the test where there is none.</summary>
    public static string Python => File.ReadLines(Binary).First().TrimStart('#', '!').Trim();

    private static string Binary => Peer.Require("locust", Install);

    /// <summary>A test of so many seconds, which begins when the workers are there; its tables are written beside the locustfile.</summary>
    public static ServingMaster StartTest(string folder, int workers, int users, int seconds)
    {
        int port = HttpPeer.FreePort();
        FormattableString line = $"""
            -f locustfile.py --master --headless --master-bind-host 127.0.0.1 --master-bind-port {port} --expect-workers {workers} --expect-workers-max-wait 60
            --enable-rebalancing -u {users} -r {users} -t {seconds}s --csv out --only-summary --exit-code-on-error 0 --hotpath-out hotpath
            """;
        return new ServingMaster(Binary, folder, port, line.ToString(CultureInfo.InvariantCulture).Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whatever a program of Python makes of Locust's own classes; it is given the port and the folder for results.</summary>
    public static ServingMaster StartProgram(string folder, string program)
    {
        int port = HttpPeer.FreePort();
        return new ServingMaster(Python, folder, port, [program, port.ToString(CultureInfo.InvariantCulture), "hotpath"]);
    }

    /// <summary>Fails where the master did not end well, or stumbled over what it was sent.</summary>
    /// <returns>What it said on its output.</returns>
    public async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        (string output, string error) = (await _output, await _error);
        Assert.True(_process.ExitCode == 0, $"The master left with {_process.ExitCode}:\n{error}{output}");
        Assert.All(Stumbles, stumble => Assert.DoesNotContain(stumble, error + output, StringComparison.Ordinal));
        return output;
    }

    /// <returns>The rows of a table that it wrote, each cell by its column's name.</returns>
    public Dictionary<string, string>[] Table(string name)
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(Folder, name)).Select(line => line.Split(','))]; // no name in it has a comma
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await Task.WhenAll(_output, _error);
        _process.Dispose();
    }
}
