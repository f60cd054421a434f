using System.Diagnostics;
using System.Globalization;

namespace HotPath.Soak.Tests.Telemetry.Watching;

/// <summary>A .NET process of its own that collects when it is told to.</summary>
internal sealed class CollectingProcess : IDisposable
{
    private readonly Process _process;

    private CollectingProcess(Process process) => _process = process;

    public int Pid => _process.Id;

    public static async Task<CollectingProcess> StartAsync()
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "collecting.dll"));
        CollectingProcess process = new(Process.Start(start)!);
        Assert.Equal("READY", await process._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return process;
    }

    /// <returns>Collections and pauses since the process' start.</returns>
    public async Task<(long Collections, double PausesMs)> CollectAsync(int collections)
    {
        await _process.StandardInput.WriteLineAsync(collections.ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        string[] said = (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ');
        return (long.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture));
    }

    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
