using HotPath.Soak.Commands;

namespace HotPath.Soak.Tests.Commands;

public sealed class SoakCommandLineTests
{
    [Theory]
    [InlineData("run", "'--bogus' is no option of 'hotpath-soak run'.", "plain.json", "--bogus", "5")]
    [InlineData("run", "'--rat' is no option of 'hotpath-soak run'; did you mean --rate?", "--rat", "5")]
    [InlineData("run", "'--rat' is no option of 'hotpath-soak run'; did you mean --rate?", "--rat=5")]
    [InlineData("report", "'--quiet' is no option of 'hotpath-soak report'.", "out1", "--quiet")]
    [InlineData("worker", "'--mastr' is no option of 'hotpath-soak worker'; did you mean --master?", "--mastr", "127.0.0.1")]
    [InlineData("serve", "'--lisen' is no option of 'hotpath-soak serve'; did you mean --listen?", "--lisen", "http://127.0.0.1:1")]
    [InlineData("scenarios", "'--all' is no option of 'hotpath-soak scenarios'.", "--all")]
    [InlineData("schema", "'x' is a word too many for 'hotpath-soak schema'; leave it out.", "x")]
    public async Task InvokeAsync_UnknownOption_IsToldAloneAndExitsTwo(string command, string problem, params string[] arguments)
    {
        Assert.Equal((2, $"hotpath-soak: {problem}\nNothing was started. 'hotpath-soak {command} --help' lists what there is.\n"), await InvokeAsync([command, .. arguments]));
    }

    [Theory]
    [InlineData("'compare' is no command of 'hotpath-soak'; there are run, serve, worker, gateway, report, scenarios, schema.", "compare", "one", "two")]
    [InlineData("'rnu' is no command of 'hotpath-soak'; did you mean run?", "rnu")]
    public async Task InvokeAsync_UnknownCommand_IsToldAlone(string problem, params string[] arguments)
    {
        Assert.Equal((2, $"hotpath-soak: {problem}\nNothing was started. 'hotpath-soak --help' lists what there is.\n"), await InvokeAsync(arguments));
    }

    [Theory]
    [InlineData("'streeming-soak' is neither a built-in scenario nor a file; did you mean streaming-soak?", "run", "streeming-soak")]
    [InlineData("'./nowhere.json' is neither a built-in scenario nor a file; the command 'scenarios' lists the built-in ones.", "run", "./nowhere.json")]
    [InlineData("'--bogus.json' is neither a built-in scenario nor a file; the command 'scenarios' lists the built-in ones.", "run", "--", "--bogus.json")]
    [InlineData("'streeming-soak' is neither a built-in scenario nor a file; did you mean streaming-soak?", "worker", "--master", "127.0.0.1", "--scenario", "streeming-soak")]
    [InlineData("'basline' is no built-in scenario; did you mean baseline?", "scenarios", "basline")]
    public async Task InvokeAsync_UnknownScenario_IsToldWithWhatMayBeMeant(string problem, params string[] arguments)
    {
        (int exitCode, string error) = await InvokeAsync(arguments);

        Assert.Equal((2, $"hotpath-soak: {problem}"), (exitCode, error.Split('\n')[0]));
    }

    [Fact]
    public async Task InvokeAsync_SeveralUnknownOptions_AreAllTold()
    {
        (int exitCode, string error) = await InvokeAsync(["run", "--rat", "5", "baseline", "--duraton", "5s"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("did you mean --rate?", error, StringComparison.Ordinal);
        Assert.Contains("did you mean --duration?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeAsync_UnknownOptionBesideHelp_Helps() => Assert.Equal((0, ""), await InvokeAsync(["run", "--bogus", "--help"]));

    private static async Task<(int ExitCode, string Error)> InvokeAsync(string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new() { NewLine = "\n" };
        return (await SoakCommandLine.InvokeAsync(arguments, output, error), error.ToString());
    }
}
