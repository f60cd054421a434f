using System.Diagnostics;

namespace HotPath.EndToEnd.Tests.Gate;

public class GateProcessTests
{
    [Theory]
    [InlineData(0, "--help")]
    [InlineData(2, "micro", "--base", "a..b")]
    public async Task Process_Ended_LeavesTheContractsExitCode(int expected, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "hotpath-gate.dll"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        CancellationToken cancelled = TestContext.Current.CancellationToken;

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancelled);
        Task<string> error = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);

        Assert.Equal(expected, process.ExitCode);
        Assert.NotEmpty(expected == 0 ? await output : await error);
        Assert.Empty(expected == 0 ? await error : await output);
    }
}
