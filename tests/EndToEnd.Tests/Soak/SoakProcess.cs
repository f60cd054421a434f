using System.Diagnostics;
using System.Text;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>The program as a user starts it: a process of its own, with its output and exit code. Ended with its whole tree if a test leaves it.</summary>
internal sealed class SoakProcess : IAsyncDisposable
{
    private const string ReadyPrefix = "READY ";
    private const string CaPrefix = "CA ";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;
    private readonly Task<string> _error;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SoakProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static SoakProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <param name="folder">Where the program runs: its results go below it.</param>
    public static SoakProcess StartIn(string folder, params string[] arguments) => Start(new Dictionary<string, string>(), arguments, folder);

    /// <param name="environment">Variables that the program gets beside those of the tests.</param>
    public static SoakProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start(environment, arguments, folder: "");

    private static SoakProcess Start(IReadOnlyDictionary<string, string> environment, string[] arguments, string folder)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        start.ArgumentList.Add(typeof(HotPath.Soak.Scenarios.Scenario).Assembly.Location);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return new SoakProcess(Process.Start(start)!);
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using SoakProcess process = Start(arguments);
        return await process.WaitAsync();
    }

    /// <summary>The first address that the program says it serves at.</summary>
    public async Task<Uri> WaitUntilReadyAsync() => (await WaitUntilAllReadyAsync())[0];

    /// <summary>All addresses, in the order in which they were asked for.</summary>
    public async Task<IReadOnlyList<Uri>> WaitUntilAllReadyAsync() =>
        [.. (await _ready.Task.WaitAsync(Longest))[ReadyPrefix.Length..].Split(' ').Select(address => new Uri(address))];

    /// <summary>The file with the CA that signed the program's own certificate. Known once it is ready.</summary>
    public string CaFile()
    {
        lock (_output)
        {
            return _output.ToString().Split(Environment.NewLine).First(line => line.StartsWith(CaPrefix, StringComparison.Ordinal))[CaPrefix.Length..];
        }
    }

    /// <summary>Ends when the program has said <paramref name="text"/> on its output.</summary>
    /// <returns>What follows it on its line.</returns>
    public async Task<string> WaitUntilSaidAsync(string text)
    {
        using CancellationTokenSource timeout = new(Longest);
        while (true)
        {
            lock (_output)
            {
                string output = _output.ToString();
                int at = output.IndexOf(text, StringComparison.Ordinal);
                if (at >= 0) return output[(at + text.Length)..].Split('\n')[0].TrimEnd('\r');
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), timeout.Token);
        }
    }

    public async Task<(int ExitCode, string Output, string Error)> WaitAsync()
    {
        using CancellationTokenSource timeout = new(Longest);
        await _process.WaitForExitAsync(timeout.Token);
        await _reading;
        return (_process.ExitCode, _output.ToString(), await _error);
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_output) _output.AppendLine(line);
            if (line.StartsWith(ReadyPrefix, StringComparison.Ordinal)) _ready.TrySetResult(line);
        }

        _ready.TrySetException(new InvalidOperationException($"The program ended before it said {ReadyPrefix.Trim()}."));
    }
}
