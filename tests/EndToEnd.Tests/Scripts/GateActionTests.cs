using HotPath.Gate;
using HotPath.Gate.Machine;

namespace HotPath.EndToEnd.Tests.Scripts;

/// <summary>The script of .github/actions/gate, with a dotnet in its place that only writes down what it got.</summary>
public sealed class GateActionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Script_AllInputs_MakesACommandLineThatTheGateTakes()
    {
        (_, string[] arguments, string outputs) = await RunAsync(gateExitCode: 0, new()
        {
            ["HEAD"] = "HEAD",
            ["FILTER"] = "*Sse*(A: \"b c\")\n\n*Chat*\n",
        });

        Assert.Equal(["run", "-c", "Release", "--project", "there/bench/Gate", "--", "micro"], arguments[..7]);
        Assert.Equal(
            ["--base", "main", "--head", "HEAD", "--project", _folder.FullName, "--filter", "*Sse*(A: \"b c\")", "*Chat*", "--launches", "10", "--out", _folder.NewPath("out")],
            arguments[7..]);
        Assert.Empty(GateCommandLine.Problems(GateCommandLine.Build().Parse(arguments[6..])));
        Assert.Equal("exit-code=0\n", outputs);
    }

    [Fact]
    public async Task Script_FewestInputs_JudgesTheWorkingTreeByAllBenchmarks()
    {
        (_, string[] arguments, _) = await RunAsync(gateExitCode: 0, new() { ["FILTER"] = "" });

        Assert.DoesNotContain("--head", arguments);
        Assert.Equal("*", arguments[Array.IndexOf(arguments, "--filter") + 1]);
        Assert.Empty(GateCommandLine.Problems(GateCommandLine.Build().Parse(arguments[6..])));
    }

    [Theory]
    [InlineData(0, "warn", 0)]
    [InlineData(1, "warn", 1)]
    [InlineData(2, "warn", 2)]
    [InlineData(3, "warn", 0)]
    [InlineData(3, "fail", 3)]
    [InlineData(4, "warn", 4)]
    public async Task Script_ExitCodeOfTheGate_IsPassedOnButForWhatIsOnlyWarnedOf(int gateExitCode, string cannotSay, int expected)
    {
        (ProcessEnd end, _, string outputs) = await RunAsync(gateExitCode, new() { ["CANNOT_SAY"] = cannotSay });

        Assert.Equal(expected, end.ExitCode);
        Assert.Equal($"exit-code={gateExitCode}\n", outputs);
        Assert.Equal(gateExitCode == 3 && expected == 0, end.Output.Contains("::warning", StringComparison.Ordinal));
    }

    private async Task<(ProcessEnd End, string[] Arguments, string Outputs)> RunAsync(int gateExitCode, Dictionary<string, string> inputs)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Composite actions run bash; the runner's own is not on the path of Windows machines.");
        string stub = _folder.AddFile("dotnet", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$STUB_ARGUMENTS\"\nexit \"$STUB_EXIT_CODE\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string recorded = _folder.NewPath("arguments");
        string outputs = _folder.NewPath("outputs");
        Dictionary<string, string> environment = new()
        {
            ["BASE"] = "main",
            ["HEAD"] = "",
            ["PROJECT"] = _folder.FullName,
            ["FILTER"] = "*",
            ["LAUNCHES"] = "10",
            ["OUT"] = _folder.NewPath("out"),
            ["CANNOT_SAY"] = "warn",
            ["GATE"] = "there/bench/Gate",
            ["GITHUB_OUTPUT"] = outputs,
            ["STUB_ARGUMENTS"] = recorded,
            ["STUB_EXIT_CODE"] = $"{gateExitCode}",
            ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        foreach ((string name, string value) in inputs) environment[name] = value;

        string script = Path.Combine(SourceFolder.Root, ".github", "actions", "gate", "gate.sh");
        await using ChildProcess process = ChildProcess.Start(new Launch("bash", [script]) { Environment = environment }, pin: null);
        ProcessEnd end = await process.EndAsync(TestContext.Current.CancellationToken);
        return (end, await File.ReadAllLinesAsync(recorded, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(outputs, TestContext.Current.CancellationToken));
    }
}
